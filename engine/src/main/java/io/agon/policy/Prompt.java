package io.agon.policy;

import io.agon.model.ContentHash;
import io.agon.model.Message;
import io.agon.model.Message.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a policy says to its model: a conversation whose texts are templates over the variables of a query.
 *
 * @param id its name in reports
 * @param parts instructions at most once and first; the last one is of the user
 */
public record Prompt(String id, List<Part> parts) {

    /**
     * One message.
     *
     * @param role who says it
     * @param text what is said
     */
    public record Part(Role role, Template text) {

        /** A message from the source of its template. */
        public static Part of(Role role, String template) {
            return new Part(role, Template.of(template));
        }
    }

    public Prompt {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.getLast().role() != Role.USER) {
            throw new IllegalArgumentException(
                    "must end with a message of the user; add one, such as {role: user, content: \"{{input}}\"}");
        }
        if (parts.stream().skip(1).anyMatch(it -> it.role() == Role.SYSTEM)) {
            throw new IllegalArgumentException(
                    "has a system message that is not the first one; move its text into the first");
        }
    }

    /** One message of the user. */
    public static Prompt of(String id, String template) {
        return new Prompt(id, List.of(Part.of(Role.USER, template)));
    }

    /** Names of the variables, in order of appearance. */
    public Set<String> variables() {
        var names = new LinkedHashSet<String>();
        parts.forEach(it -> names.addAll(it.text().variables()));
        return names;
    }

    /** How often a variable stands in the conversation. */
    public int count(String variable) {
        return parts.stream().mapToInt(it -> it.text().count(variable)).sum();
    }

    /**
     * The conversation with these values.
     *
     * @throws IllegalArgumentException when a variable has none
     */
    public List<Message> messages(Map<String, String> values) {
        var messages = new ArrayList<Message>();
        parts.forEach(it -> messages.add(new Message(it.role(), it.text().fill(values))));
        return messages;
    }

    /** All that shapes the conversation; not the name. */
    String identity() {
        var all = new ArrayList<String>();
        parts.forEach(it -> {
            all.add(it.role().name());
            all.add(it.text().source());
        });
        return ContentHash.of(all.toArray(String[]::new));
    }
}
