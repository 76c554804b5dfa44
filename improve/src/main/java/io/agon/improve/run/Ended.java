package io.agon.improve.run;

/** The loop ends here; everything is kept. */
final class Ended extends Exception {

    private static final long serialVersionUID = 1;

    /** With why, in words for people. */
    Ended(String why) {
        super(why);
    }

    /** Because of a failure. */
    Ended(String why, Exception cause) {
        super(why, cause);
    }
}
