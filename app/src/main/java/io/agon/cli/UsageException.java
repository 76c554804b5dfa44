package io.agon.cli;

/** What was asked for cannot be done; the message is one clear line that says what is wrong and what mends it. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
