package io.agon.config;

import io.agon.config.JudgeSource.Labels;
import io.agon.config.JudgeSource.Showing;
import io.agon.judge.Jury;
import io.agon.judge.RegexJudge;
import io.agon.judge.Rubric;
import io.agon.judge.ShowingJudge.Order;
import io.agon.model.Decoding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Judges of answers: the kinds that stand under {@code judge}, and under {@code judges} of a jury or a chain. */
final class AnswerJudgeSection {

    /** In the order in which people should think of them. */
    static final List<String> KINDS =
            List.of("exact", "number", "regex", "embedding", "llm", "jury", "chain", "command", "human", "java");

    private static final Map<String, Order> ORDERS = new TreeMap<>(Map.of("random", Order.RANDOM, "both", Order.BOTH));
    private static final Map<String, Jury.Rule> RULES =
            new TreeMap<>(Map.of("majority", Jury.Rule.MAJORITY, "mean", Jury.Rule.MEAN));
    private static final Map<String, Boolean> COUNTS = new TreeMap<>(Map.of("patterns", false, "matches", true));
    private static final double AUDIT = 0.05;
    private static final int LABELLED = 200;
    private static final double COMMAND_SECONDS = 60;
    private static final double MOST_SECONDS = 86_400;

    private final Path home;

    AnswerJudgeSection(Path home) {
        this.home = home;
    }

    /** The kind that goes without options; empty when there is none of that name, or when it needs some. */
    static Optional<JudgeSource> byWord(String word) {
        return switch (word) {
            case "exact" -> Optional.of(new JudgeSource.Exact(false, true));
            case "number" -> Optional.of(new JudgeSource.Nearest(0));
            case "embedding" -> Optional.of(new JudgeSource.Embedding(Optional.empty(), 0));
            case "human" -> Optional.of(new JudgeSource.Human(new Showing(Order.RANDOM, 0)));
            default -> Optional.empty();
        };
    }

    /** What to write for a kind that needs options; empty for other words. */
    static Optional<String> needs(String word) {
        return switch (word) {
            case "java" -> Optional.of("java needs a class, such as judge: {java: {class: com.acme.MyJudge}}");
            case "llm" -> Optional.of("llm needs a provider, such as judge: {llm: {provider: openai:gpt-4o}}");
            case "regex" -> Optional.of("regex needs a pattern, such as judge: {regex: {pattern: \"{{expected}}\"}}");
            case "command" -> Optional.of("command needs a program, such as judge: {command: {run: [python3, j.py]}}");
            case "jury", "chain" ->
                Optional.of("%s needs judges, such as judge: {%s: {judges: [exact, number]}}".formatted(word, word));
            default -> Optional.empty();
        };
    }

    /** Reads every kind that stands in {@code judge}; {@code member} of a jury or chain. */
    List<JudgeSource> read(Section judge, boolean member) {
        var found = new ArrayList<JudgeSource>();
        judge.section("exact").ifPresent(it -> {
            found.add(new JudgeSource.Exact(it.flag("ignoreCase", false), it.flag("trim", true)));
            it.close();
        });
        judge.section("number").ifPresent(it -> {
            found.add(new JudgeSource.Nearest(tie(it)));
            it.close();
        });
        judge.section("regex").ifPresent(it -> found.add(regex(it)));
        judge.section("embedding").ifPresent(it -> {
            found.add(new JudgeSource.Embedding(it.name("model"), tie(it)));
            it.close();
        });
        judge.section("llm").ifPresent(it -> found.add(llm(it, member)));
        judge.section("command").ifPresent(it -> found.add(command(it, member)));
        judge.section("human").ifPresent(it -> {
            found.add(new JudgeSource.Human(showing(it, 0)));
            it.close();
        });
        judge.section("jury").ifPresent(it -> {
            Jury.Rule rule = it.choice("rule", RULES, Jury.Rule.MAJORITY);
            List<JudgeSource> members = members(it);
            Optional<Labels> labels = labels(it, member);
            it.close();
            found.add(new JudgeSource.Panel(members, rule, labels));
        });
        judge.section("chain").ifPresent(it -> {
            List<JudgeSource> members = members(it);
            Optional<Labels> labels = labels(it, member);
            it.close();
            found.add(new JudgeSource.Sequence(members, labels));
        });
        judge.section("java").ifPresent(it -> {
            Optional<String> className = it.name("class");
            found.add(new JudgeSource.JavaClass(
                    className.orElse(""), it.options("options"), it.files("classpath", home)));
            if (className.isEmpty() && !it.present().contains("class")) {
                it.wrong(
                        "class",
                        "%s is missing: a class that implements io.agon.judge.Judge".formatted(it.at("class")));
            }
            it.close();
        });
        return found;
    }

    private List<JudgeSource> members(Section it) {
        var members = new ArrayList<JudgeSource>();
        List<Section> entries = it.entries("judges");
        for (Section entry : entries) {
            member(entry).ifPresent(members::add);
        }
        Node node = it.value("judges");
        if (node == null || entries.size() < 2 && members.size() == entries.size()) {
            it.wrong("judges", "%s needs at least 2 judges, such as [exact, number]".formatted(it.at("judges")));
        }
        return members;
    }

    private Optional<JudgeSource> member(Section entry) {
        if (entry.node() instanceof ScalarNode) {
            Optional<String> word = entry.text("judges");
            word.filter(it -> byWord(it).isEmpty())
                    .ifPresent(it -> entry.wrong(
                            "judges",
                            "%s: %s"
                                    .formatted(
                                            entry.at("judges"),
                                            needs(it)
                                                    .orElseGet(() -> "there is no kind '%s'%s"
                                                            .formatted(it, Suggestion.of(it, KINDS))))));
            return word.flatMap(AnswerJudgeSection::byWord);
        }
        return entry.section("judges").flatMap(judge -> {
            List<JudgeSource> found = read(judge, true);
            judge.close();
            exactlyOne(judge, KINDS);
            return found.stream().findFirst();
        });
    }

    static void exactlyOne(Section judge, List<String> kinds) {
        if (judge.present().size() != 1) {
            judge.wrongAsWhole("judge needs exactly one kind of %s, but it has %s"
                    .formatted(
                            String.join(", ", kinds),
                            judge.present().isEmpty() ? "none" : String.join(" and ", judge.present())));
        }
    }

    private static JudgeSource regex(Section it) {
        List<String> patterns = it.texts("pattern");
        boolean matches = it.choice("count", COUNTS, false);
        boolean ignoreCase = it.flag("ignoreCase", false);
        if (!it.present().contains("pattern")) {
            it.wrong("pattern", "%s is missing: a regular expression, or several".formatted(it.at("pattern")));
        }
        for (String pattern : patterns) {
            try {
                var unused = new RegexJudge(List.of(pattern), matches, ignoreCase);
            } catch (PatternSyntaxException e) {
                it.wrong(
                        "pattern",
                        "%s: '%s' is no regular expression: %s"
                                .formatted(it.at("pattern"), pattern, e.getDescription()));
                return new JudgeSource.Regex(List.of(), matches, ignoreCase);
            }
        }
        it.close();
        return new JudgeSource.Regex(patterns, matches, ignoreCase);
    }

    private JudgeSource llm(Section it, boolean member) {
        Optional<String> name = it.name("name");
        Optional<String> provider = it.name("provider");
        if (!it.present().contains("provider")) {
            it.wrong("provider", "%s is missing: a model, such as openai:gpt-4o".formatted(it.at("provider")));
        }
        String criteria = it.name("criteria").orElse(Rubric.DEFAULT_CRITERIA);
        boolean reference = it.flag("reference", true);
        boolean reasoning = it.flag("reasoning", false);
        double temperature = it.number("temperature").orElse(0);
        if (!(temperature >= 0 && temperature <= 100)) {
            it.wrong("temperature", "%s must be from 0 to 100; 0 is greedy".formatted(it.at("temperature")));
        }
        int maxTokens = count(it, "max_tokens", reasoning ? Rubric.REASONING_TOKENS : Rubric.VERDICT_TOKENS);
        int longest = count(it, "longest", Rubric.DEFAULT_LONGEST);
        Optional<URI> url = it.name("base_url").flatMap(text -> url(it, text));
        Optional<Duration> timeout = seconds(it, "timeout");
        Showing showing = showing(it, AUDIT);
        Optional<Labels> labels = labels(it, member);
        it.close();
        var decoding = new Decoding(Math.max(0, Math.min(100, temperature)), null, null, maxTokens, List.of());
        return new JudgeSource.Llm(
                name,
                provider.orElse(""),
                Place.of(home, it.valueOf("provider"), it.at("provider")),
                url,
                timeout,
                new Rubric(criteria, reference, reasoning, decoding, longest),
                showing,
                labels);
    }

    private JudgeSource command(Section it, boolean member) {
        List<String> command = it.words("run");
        if (command.isEmpty() || command.get(0).isBlank()) {
            it.wrong(
                    "run", "%s needs a program and its arguments, such as [python3, judge.py]".formatted(it.at("run")));
        }
        Duration timeout = seconds(it, "timeout").orElse(Duration.ofMillis((long) (1000 * COMMAND_SECONDS)));
        Showing showing = showing(it, AUDIT);
        Optional<Labels> labels = labels(it, member);
        it.close();
        return new JudgeSource.Command(command, timeout, showing, labels);
    }

    private static Showing showing(Section it, double standard) {
        Order order = it.choice("order", ORDERS, Order.RANDOM);
        double audit = it.number("audit").orElse(standard);
        if (!(audit >= 0 && audit <= 1)) {
            it.wrong(
                    "audit",
                    "%s is %s, but it is a share of the duels, from 0 to 1; 0.05 is usual"
                            .formatted(it.at("audit"), ExperimentReader.plain(audit)));
        }
        return new Showing(order, Math.max(0, Math.min(1, audit)));
    }

    private Optional<Labels> labels(Section it, boolean member) {
        Optional<Path> file = it.file("labels", home);
        int most = count(it, "labelled", LABELLED);
        if (it.present().contains("labelled") && !it.present().contains("labels")) {
            it.wrong(
                    "labelled",
                    "%s says how many of labels are asked, but there are no labels".formatted(it.at("labelled")));
        }
        if (member && it.present().contains("labels")) {
            it.wrong(
                    "labels",
                    "%s: labels are for the whole jury or chain; write them beside judges".formatted(it.at("labels")));
        }
        return file.map(path -> new Labels(path, most));
    }

    private static int count(Section it, String key, int standard) {
        long count = it.integer(key).orElse(standard);
        if (count < 1 || count > 1_000_000) {
            it.wrong(key, "%s is %d, but it must be from 1 to 1000000".formatted(it.at(key), count));
        }
        return (int) Math.max(1, Math.min(1_000_000, count));
    }

    private static Optional<Duration> seconds(Section it, String key) {
        OptionalDouble seconds = it.number(key);
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        if (!(seconds.getAsDouble() > 0 && seconds.getAsDouble() <= MOST_SECONDS)) {
            it.wrong(key, "%s must be above 0 and at most 86400 seconds".formatted(it.at(key)));
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.max(1, Math.round(1000 * seconds.getAsDouble()))));
    }

    private static Optional<URI> url(Section it, String text) {
        try {
            URI url = URI.create(text);
            if (url.isAbsolute() && url.getHost() != null) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        it.wrong("base_url", "%s must be a URL such as http://localhost:8000/v1".formatted(it.at("base_url")));
        return Optional.empty();
    }

    private static double tie(Section it) {
        return JudgeSection.tie(it);
    }
}
