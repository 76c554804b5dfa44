package io.agon.testkit;

/** What a statistical test found; {@link #message} says why, with every number that the decision rests on. */
public sealed interface TestResult {
    String message();

    /** The data agree with the hypothesis. That is no proof of it: a power test belongs beside every validity test. */
    record Accept(String message) implements TestResult {}

    /** The data contradict the hypothesis, up to the false-alarm probability in the message. */
    record Reject(String message) implements TestResult {}

    static TestResult of(boolean accepted, String message) {
        return accepted ? new Accept(message) : new Reject(message);
    }
}
