package io.agon.config;

import io.agon.config.JudgeSource.Judgments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The key {@code judge}: a word ({@code exact}) or a mapping with one key ({@code exact: {ignoreCase: true}}). */
final class JudgeSection {

    private static final List<String> KINDS = Stream.concat(
                    Stream.of("scores", "recorded"), AnswerJudgeSection.KINDS.stream())
            .toList();

    private final Path home;

    JudgeSection(Path home) {
        this.home = home;
    }

    Optional<JudgeSource> read(Section root, Optional<PolicySource> policies) {
        Node node = root.value("judge");
        Optional<JudgeSource> judge;
        if (node != null && root.value("environment") != null) {
            root.wrong("judge", "judge has no meaning with an environment, which tells regrets itself; leave it out");
            return Optional.empty();
        }
        if (node == null) {
            judge = policies.map(JudgeSection::natural);
            if (policies.isPresent() && judge.isEmpty()) {
                root.wrong(
                        "judge",
                        "judge is missing: answers need one, such as judge: exact, which compares with expected");
            }
            return judge;
        }
        if (node instanceof ScalarNode) {
            judge = root.text("judge").flatMap(word -> byWord(root, word));
        } else {
            judge = root.section("judge").flatMap(this::byMapping);
        }
        if (judge.isPresent()
                && judge.get() instanceof JudgeSource.Recorded it
                && it.labels().isPresent()
                && !(policies.orElse(null) instanceof PolicySource.Outcomes)) {
            root.wrong(
                    "judge",
                    "judge.recorded.labels say how judged duels should be judged: policies: {recorded: {outcomes:"
                            + " ...}}");
        }
        if (judge.isPresent() && policies.isPresent() && !fits(judge.get(), policies.get())) {
            root.wrong(
                    "judge",
                    "judge: this kind does not fit the policies; %s"
                            .formatted(
                                    switch (policies.get()) {
                                        case PolicySource.Scores scores -> "a score table is judged by scores";
                                        case PolicySource.Outcomes outcomes ->
                                            "recorded outcomes are judged by recorded";
                                        case PolicySource.Matrix matrix -> "a matrix is judged by recorded";
                                        case PolicySource.Rates rates -> "success rates are judged by recorded";
                                        case PolicySource.Answers answers ->
                                            "answers are judged by %s"
                                                    .formatted(String.join(", ", AnswerJudgeSection.KINDS));
                                        case PolicySource.Classes classes ->
                                            "answers are judged by %s"
                                                    .formatted(String.join(", ", AnswerJudgeSection.KINDS));
                                        case PolicySource.Candidates candidates ->
                                            "answers are judged by %s"
                                                    .formatted(String.join(", ", AnswerJudgeSection.KINDS));
                                        case PolicySource.Players players -> "an environment tells regrets itself";
                                    }));
        }
        return judge;
    }

    /** The judge that goes without saying. */
    private static @Nullable JudgeSource natural(PolicySource policies) {
        return switch (policies) {
            case PolicySource.Scores scores -> new JudgeSource.Scores(true, 0);
            case PolicySource.Outcomes outcomes -> new JudgeSource.Recorded(Judgments.DRAW, List.of());
            case PolicySource.Matrix matrix -> new JudgeSource.Recorded(Judgments.DRAW, List.of());
            case PolicySource.Rates rates -> new JudgeSource.Recorded(Judgments.DRAW, List.of());
            case PolicySource.Answers answers -> null;
            case PolicySource.Classes classes -> null;
            case PolicySource.Candidates candidates -> new JudgeSource.Exact(false, true);
            case PolicySource.Players players -> new JudgeSource.Regret();
        };
    }

    private static boolean fits(JudgeSource judge, PolicySource policies) {
        return switch (policies) {
            case PolicySource.Scores scores -> judge instanceof JudgeSource.Scores;
            case PolicySource.Outcomes outcomes -> judge instanceof JudgeSource.Recorded;
            case PolicySource.Matrix matrix -> judge instanceof JudgeSource.Recorded;
            case PolicySource.Rates rates -> judge instanceof JudgeSource.Recorded;
            case PolicySource.Answers answers -> ofAnswers(judge);
            case PolicySource.Classes classes -> ofAnswers(judge);
            case PolicySource.Candidates candidates -> ofAnswers(judge);
            case PolicySource.Players players -> judge instanceof JudgeSource.Regret;
        };
    }

    static boolean ofAnswers(JudgeSource judge) {
        return !(judge instanceof JudgeSource.Scores
                || judge instanceof JudgeSource.Recorded
                || judge instanceof JudgeSource.Regret);
    }

    private static Optional<JudgeSource> byWord(Section root, String word) {
        switch (word) {
            case "scores":
                return Optional.of(new JudgeSource.Scores(true, 0));
            case "recorded":
                return Optional.of(new JudgeSource.Recorded(Judgments.DRAW, List.of()));
            default:
                Optional<JudgeSource> found = AnswerJudgeSection.byWord(word);
                if (found.isEmpty()) {
                    root.wrong(
                            "judge",
                            "judge: "
                                    + AnswerJudgeSection.needs(word)
                                            .orElseGet(() -> "there is no kind '%s'%s"
                                                    .formatted(word, Suggestion.of(word, KINDS))));
                }
                return found;
        }
    }

    private Optional<JudgeSource> byMapping(Section judge) {
        var found = new ArrayList<JudgeSource>();
        judge.section("scores").ifPresent(it -> found.add(scores(it)));
        judge.section("recorded").ifPresent(it -> found.add(recorded(it)));
        found.addAll(new AnswerJudgeSection(home).read(judge, false));
        judge.close();
        AnswerJudgeSection.exactlyOne(judge, KINDS);
        return found.stream().findFirst();
    }

    private static JudgeSource scores(Section it) {
        boolean higher = it.text("higher")
                .map(text -> {
                    if (!text.equals("better") && !text.equals("worse")) {
                        it.wrong("higher", "judge.scores.higher cannot be '%s'; write better or worse".formatted(text));
                    }
                    return !text.equals("worse");
                })
                .orElse(true);
        double tie = tie(it);
        it.close();
        return new JudgeSource.Scores(higher, tie);
    }

    static double tie(Section it) {
        double tie = it.number("tie").orElse(0);
        if (!(tie >= 0)) {
            it.wrong("tie", "%s is %s, but it must be at least 0".formatted(it.at("tie"), ExperimentReader.plain(tie)));
        }
        return tie;
    }

    private JudgeSource recorded(Section it) {
        Judgments judgments = it.choice(
                "judgments",
                new TreeMap<>(Map.of("draw", Judgments.DRAW, "average", Judgments.AVERAGE)),
                Judgments.DRAW);
        var source = new JudgeSource.Recorded(judgments, it.texts("judges"), it.file("labels", home));
        it.close();
        return source;
    }
}
