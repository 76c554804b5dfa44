package io.agon.config;

import io.agon.config.PromptSource.Line;
import io.agon.model.Message.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The key {@code prompts}, also of a YAML file that lists prompts. */
final class PromptSection {

    private static final Set<String> READABLE = Set.of("txt", "md", "json", "jsonl", "yaml", "yml", "j2");
    private static final Map<String, Role> ROLES = new TreeMap<>(Map.of(
            "system", Role.SYSTEM,
            "developer", Role.SYSTEM,
            "user", Role.USER,
            "assistant", Role.ASSISTANT));

    private final Problems problems;
    private final Path home;

    PromptSection(Problems problems, Path home) {
        this.problems = problems;
        this.home = home;
    }

    /** Of a whole list, or of one prompt. */
    List<PromptSource> read(Node node, String at) {
        if (!(node instanceof SequenceNode list)) {
            return one(node, at).stream().toList();
        }
        if (list.getValue().isEmpty()) {
            problems.at(node, at, "%s is an empty list; name at least one prompt".formatted(at));
        }
        var sources = new ArrayList<PromptSource>();
        for (int i = 0; i < list.getValue().size(); i++) {
            one(list.getValue().get(i), "%s[%d]".formatted(at, i)).ifPresent(sources::add);
        }
        return sources;
    }

    private Optional<PromptSource> one(Node node, String at) {
        if (Yaml.isText(node)) {
            return text(node, at, ((ScalarNode) node).getValue(), Optional.empty());
        }
        if (!(node instanceof MappingNode)) {
            problems.at(
                    node,
                    at,
                    "%s must be a text, a file (file://prompts/warm.txt) or a mapping such as {id: warm, user: \"{{input}}\"}, but it is %s"
                            .formatted(at, Section.kind(node)));
            return Optional.empty();
        }
        Section it = new Section(problems, at, node);
        Optional<String> id = it.name("id");
        Optional<String> name = it.name("label").or(() -> id.filter(text -> !Beside.isFile(text)));
        Optional<String> raw = it.text("raw");
        List<Line> conversation = conversation(it);
        boolean messages = it.value("messages") != null;
        boolean user = it.value("user") != null || it.value("system") != null || it.value("examples") != null;
        boolean file = id.filter(Beside::isFile).isPresent();
        it.close(Map.of(
                "function", "write the text of the prompt",
                "config", "write it under the provider",
                "prefix", "write it into the text of the prompt",
                "suffix", "write it into the text of the prompt"));
        int forms = (it.value("raw") != null ? 1 : 0) + (messages ? 1 : 0) + (user ? 1 : 0) + (file ? 1 : 0);
        if (forms != 1) {
            problems.at(
                    node,
                    at,
                    "%s needs exactly one of raw, user (with system and examples), messages, or a file as id, but it has %s"
                            .formatted(at, forms == 0 ? "none" : "several"));
            return Optional.empty();
        }
        if (file) {
            return text(node, at, id.orElseThrow(), name);
        }
        if (raw.isPresent()) {
            return text(node, at, raw.get(), name);
        }
        return conversation.isEmpty()
                ? Optional.empty()
                : Optional.of(new PromptSource.Written(name, conversation, Place.of(problems.file(), node, at)));
    }

    private Optional<PromptSource> text(Node node, String at, String text, Optional<String> name) {
        if (text.isBlank()) {
            problems.at(node, at, "%s is empty; write the text of the prompt".formatted(at));
            return Optional.empty();
        }
        Place place = Place.of(problems.file(), node, at);
        boolean bare = !text.matches("(?s).*[\\s{}].*") && READABLE.contains(extension(text));
        if (Beside.isFile(text) || bare) {
            if (!READABLE.contains(extension(text))) {
                problems.at(
                        node,
                        at,
                        "%s: '%s' is no kind of file that prompts are read from; they are text (.txt, .md), JSON and YAML"
                                .formatted(at, Beside.plain(text)));
                return Optional.empty();
            }
            List<Path> files =
                    Beside.files(text, home, message -> problems.at(node, at, "%s: %s".formatted(at, message)));
            return files.isEmpty() ? Optional.empty() : Optional.of(new PromptSource.Files(name, files, place));
        }
        List<Line> lines = List.of(new Line(Role.USER, text));
        if (text.stripLeading().startsWith("[")) {
            Node tried = Yaml.tried(text).orElse(null);
            if (tried instanceof SequenceNode chat && isChat(chat)) {
                lines = messages(chat, at, node);
            }
        }
        return Optional.of(new PromptSource.Written(name, lines, place));
    }

    /** Whether a list is one conversation and not several prompts. */
    static boolean isChat(Node node) {
        return node instanceof SequenceNode list
                && !list.getValue().isEmpty()
                && list.getValue().stream().allMatch(it -> Yaml.child(it, "role") != null);
    }

    /** The messages of a conversation; problems stand at {@code place}, or at each message when that is null. */
    List<Line> messages(SequenceNode chat, String at, @Nullable Node place) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < chat.getValue().size(); i++) {
            Node message = chat.getValue().get(i);
            Node where = place == null ? message : place;
            String here = "%s[%d]".formatted(at, i);
            Node role = Yaml.child(message, "role");
            Node content = Yaml.child(message, "content");
            Role known = role == null ? null : ROLES.get(Yaml.text(role).toLowerCase(Locale.ROOT));
            String text = content == null ? null : content(content);
            if (known == null || text == null) {
                problems.at(
                        where,
                        here,
                        "%s must be a message such as {role: user, content: \"{{input}}\"}; roles are system, user and assistant, contents texts"
                                .formatted(here));
            } else {
                lines.add(new Line(known, text));
            }
        }
        return lines.size() == chat.getValue().size() ? lines : List.of();
    }

    /** A text, or a list of texts as providers write it; null for images and the like. */
    private static @Nullable String content(Node node) {
        if (Yaml.isText(node)) {
            return ((ScalarNode) node).getValue();
        }
        if (!(node instanceof SequenceNode parts) || parts.getValue().isEmpty()) {
            return null;
        }
        var text = new StringBuilder();
        for (Node part : parts.getValue()) {
            Node it = Yaml.child(part, "text");
            if (it == null || !Yaml.isText(it)) {
                return null;
            }
            text.append(text.isEmpty() ? "" : "\n").append(((ScalarNode) it).getValue());
        }
        return text.toString();
    }

    private List<Line> conversation(Section it) {
        Node messages = it.value("messages");
        if (messages != null) {
            if (messages instanceof SequenceNode chat && !chat.getValue().isEmpty()) {
                return messages(chat, it.at("messages"), null);
            }
            it.wrong(
                    "messages",
                    "%s must be a list of messages such as {role: user, content: \"{{input}}\"}"
                            .formatted(it.at("messages")));
            return List.of();
        }
        var lines = new ArrayList<Line>();
        it.text("system").ifPresent(text -> lines.add(new Line(Role.SYSTEM, text)));
        Node examples = it.value("examples");
        if (examples instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                Section example = new Section(
                        problems,
                        "%s[%d]".formatted(it.at("examples"), i),
                        list.getValue().get(i));
                for (String key : List.of("user", "assistant")) {
                    if (list.getValue().get(i) instanceof MappingNode && example.value(key) == null) {
                        example.wrongAsWhole(
                                "%s is missing: an example has a user and an assistant".formatted(example.at(key)));
                    }
                }
                example.text("user").ifPresent(text -> lines.add(new Line(Role.USER, text)));
                example.text("assistant").ifPresent(text -> lines.add(new Line(Role.ASSISTANT, text)));
                example.close();
            }
        } else if (examples != null) {
            it.wrong("examples", "%s must be a list of {user, assistant}".formatted(it.at("examples")));
        }
        Optional<String> user = it.text("user");
        user.ifPresent(text -> lines.add(new Line(Role.USER, text)));
        if (user.isEmpty() && it.value("user") == null && !lines.isEmpty()) {
            it.wrongAsWhole("%s is missing: what the user says, such as \"{{input}}\"".formatted(it.at("user")));
        }
        return user.isEmpty() ? List.of() : lines;
    }

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
