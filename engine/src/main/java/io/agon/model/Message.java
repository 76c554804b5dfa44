package io.agon.model;

/**
 * One message of a conversation.
 *
 * @param role who says it
 * @param text what is said
 */
public record Message(Role role, String text) {

    /** Who says a message. */
    public enum Role {
        /** Instructions that stand above the conversation; only as the first message. */
        SYSTEM,
        /** The one who asks. */
        USER,
        /** The model. */
        ASSISTANT
    }

    /** A message of the one who asks. */
    public static Message user(String text) {
        return new Message(Role.USER, text);
    }

    /** Instructions. */
    public static Message system(String text) {
        return new Message(Role.SYSTEM, text);
    }

    /** A message of the model. */
    public static Message assistant(String text) {
        return new Message(Role.ASSISTANT, text);
    }
}
