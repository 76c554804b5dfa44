package io.agon.improve.code;

/** A language that code of candidates is written in. Code can do no harm; see the implementations for how. */
public interface Language {

    /** As files write it, such as {@code rule}. */
    String name();

    /** What an optimizer must know to write it. */
    String manual(Signature signature);

    /**
     * Makes code ready.
     *
     * @throws CodeException when it cannot be used, such as another signature or a syntax error
     */
    Program compile(Signature signature, String body) throws CodeException, InterruptedException;
}
