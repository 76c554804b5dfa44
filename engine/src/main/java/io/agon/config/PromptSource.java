package io.agon.config;

import io.agon.model.Message.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a prompt comes from: an entry of {@code prompts}. */
public sealed interface PromptSource {

    /** Its name, or the beginning of several names; empty when the file gives none. */
    Optional<String> name();

    /** Where the entry stands. */
    Place place();

    /**
     * A prompt that is written down.
     *
     * @param messages of which the texts are templates
     */
    record Written(Optional<String> name, List<Line> messages, Place place) implements PromptSource {
        public Written {
            messages = List.copyOf(messages);
        }
    }

    /**
     * Files with one or more prompts each.
     *
     * @param files text, JSON or YAML
     */
    record Files(Optional<String> name, List<Path> files, Place place) implements PromptSource {
        public Files {
            files = List.copyOf(files);
        }
    }

    /**
     * One message of a prompt.
     *
     * @param role who says it
     * @param template what is said
     */
    record Line(Role role, String template) {}
}
