package io.agon.policy;

import io.agon.model.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Conversations that hold earlier replies, kept within a bound that is known before the first call. */
final class Conversation {

    /**
     * Bytes that a token of an earlier reply may have on average where it is asked about again. English has about four;
     * a reply that exceeds this is cut before it is embedded, so that what was reserved for the next call covers it.
     */
    static final int BYTES_PER_TOKEN = 8;

    static final String CRITIQUE =
            "Criticise your answer: is anything wrong, missing, unclear or not what was asked for? Do not answer anew"
                    + " yet.";

    static final String REVISION =
            "Now give your final answer, improved where your criticism is right. Reply with the answer only, in the"
                    + " form that was asked for first.";

    private Conversation() {}

    /** So much of a reply as is embedded in a later request. */
    static String cut(String reply, int maxTokens) {
        long most = (long) maxTokens * BYTES_PER_TOKEN;
        if (reply.length() * 3L <= most || reply.getBytes(StandardCharsets.UTF_8).length <= most) {
            return reply;
        }
        long bytes = 0;
        int end = 0;
        while (end < reply.length()) {
            int point = reply.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > most) {
                break;
            }
            end += Character.charCount(point);
        }
        return reply.substring(0, end);
    }

    static List<Message> critique(List<Message> task, String draft) {
        var messages = new ArrayList<>(task);
        messages.add(Message.assistant(draft));
        messages.add(Message.user(CRITIQUE));
        return messages;
    }

    static List<Message> revision(List<Message> task, String draft, String critique) {
        List<Message> messages = critique(task, draft);
        messages.add(Message.assistant(critique));
        messages.add(Message.user(REVISION));
        return messages;
    }
}
