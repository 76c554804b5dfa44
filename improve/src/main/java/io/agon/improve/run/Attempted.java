package io.agon.improve.run;

/** What came of a piece of work that may fail for reasons that are not its own. */
sealed interface Attempted<T> {

    /** It was done. */
    record Done<T>(T value) implements Attempted<T> {}

    /**
     * It could not be had.
     *
     * @param reason in words, without keys of providers
     */
    record Missing<T>(String reason) implements Attempted<T> {}
}
