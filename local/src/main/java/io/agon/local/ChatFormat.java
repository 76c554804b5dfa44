package io.agon.local;

import io.agon.model.Message;
import io.agon.model.Message.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a model wants a conversation written. Found by the marks in the chat template of its file, and written here: the
 * binding's own interpreter of templates ends the process when a template refuses a conversation, and garbles emoji.
 */
enum ChatFormat {
    /** Qwen, SmolLM and many others. */
    CHATML("<|im_start|>") {
        @Override
        String turn(Role role, String text) {
            return "<|im_start|>%s\n%s<|im_end|>\n".formatted(word(role), text);
        }

        @Override
        String reply() {
            return "<|im_start|>assistant\n";
        }
    },
    /** Llama 3. */
    LLAMA3("<|start_header_id|>") {
        @Override
        String turn(Role role, String text) {
            return "<|start_header_id|>%s<|end_header_id|>\n\n%s<|eot_id|>".formatted(word(role), text.strip());
        }

        @Override
        String reply() {
            return "<|start_header_id|>assistant<|end_header_id|>\n\n";
        }
    },
    /** Gemma, which knows no system: its text stands before the first question. */
    GEMMA("<start_of_turn>") {
        @Override
        String turn(Role role, String text) {
            return switch (role) {
                case SYSTEM -> throw new IllegalStateException("merged before");
                case USER -> "<start_of_turn>user\n%s<end_of_turn>\n".formatted(text.strip());
                case ASSISTANT -> "<start_of_turn>model\n%s<end_of_turn>\n".formatted(text.strip());
            };
        }

        @Override
        String reply() {
            return "<start_of_turn>model\n";
        }

        @Override
        boolean mergesSystem() {
            return true;
        }
    },
    /** Phi 3 and 3.5. */
    PHI3("<|end|>") {
        @Override
        String turn(Role role, String text) {
            return "<|%s|>\n%s<|end|>\n".formatted(word(role), text);
        }

        @Override
        String reply() {
            return "<|assistant|>\n";
        }
    },
    /** Mistral and its kin; the system's text stands before the first question. */
    INST("[INST]") {
        @Override
        String turn(Role role, String text) {
            return switch (role) {
                case SYSTEM -> throw new IllegalStateException("merged before");
                case USER -> "[INST] %s [/INST]".formatted(text);
                case ASSISTANT -> " %s</s>".formatted(text);
            };
        }

        @Override
        String reply() {
            return "";
        }

        @Override
        boolean mergesSystem() {
            return true;
        }
    },
    /** No chat model: it continues the texts of the messages, with nothing between them. */
    NONE("") {
        @Override
        String turn(Role role, String text) {
            return text;
        }

        @Override
        String reply() {
            return "";
        }
    };

    private final String mark;

    ChatFormat(String mark) {
        this.mark = mark;
    }

    /** One message. */
    abstract String turn(Role role, String text);

    /** What begins the reply. */
    abstract String reply();

    /** Whether the system's text becomes part of the first question. */
    boolean mergesSystem() {
        return false;
    }

    /** The text of a conversation, without the token that begins it. */
    String prompt(List<Message> messages) {
        StringBuilder prompt = new StringBuilder();
        String above = "";
        for (Message message : messages) {
            if (message.role() == Role.SYSTEM && mergesSystem()) {
                above = message.text() + "\n\n";
            } else {
                prompt.append(turn(message.role(), above + message.text()));
                above = "";
            }
        }
        return prompt.append(reply()).toString();
    }

    /** The format of a chat template; empty when it has none of the marks. */
    static Optional<ChatFormat> of(String template) {
        return Arrays.stream(values())
                .filter(format -> format != NONE && template.contains(format.mark))
                .findFirst();
    }

    /**
     * The format of a name in any case.
     *
     * @throws IllegalArgumentException when there is none, with the names there are
     */
    static ChatFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no chat format '%s'; there are %s.".formatted(name, names())));
    }

    /** As parameters write them. */
    static String names() {
        return String.join(
                ", ",
                Arrays.stream(values())
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
