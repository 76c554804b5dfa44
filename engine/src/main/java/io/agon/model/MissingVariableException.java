package io.agon.model;

/**
 * A model cannot be reached because an environment variable is not set: the file that names the model is right, this
 * machine lacks a key or an address. The message names the variable.
 */
public final class MissingVariableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public MissingVariableException(String message) {
        super(message);
    }
}
