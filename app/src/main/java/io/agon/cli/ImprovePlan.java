package io.agon.cli;

import io.agon.experiment.Estimate;
import io.agon.improve.Items;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.Supply;
import io.agon.improve.file.Forecast;
import io.agon.improve.file.Improving;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code agon improve --dry-run} says: the whole loop, and what it takes at most. */
final class ImprovePlan {

    private final Improving improving;
    private final Path folder;

    ImprovePlan(Improving improving, Path folder) {
        this.improving = improving;
        this.folder = folder;
    }

    void print(Console console) {
        LearningLoop loop = improving.loop();
        Forecast takes = improving.forecast();
        int before = Improving.in(folder).map(it -> it.spent().updates()).orElse(0);
        console.document(document(takes, before).toString());
        int width = Terminal.size().columns() - 1;
        var text = new Paragraphs(width);
        text.wrap("task       ", improving.task().description());
        text.named("", loop.lines());
        text.line("");
        text.wrap(
                "runs       ",
                "at most %,d to learn from, %,d for duels of acceptance, %,d of selection, %,d for the certificate"
                        .formatted(takes.learning(), takes.accepting(), takes.selecting(), takes.certifying()));
        scarce().ifPresent(it -> text.wrap("items      ", it));
        text.wrap(
                "proposals  ",
                takes.proposals() == 0
                        ? "no model is asked for them"
                        : "at most %,d calls%s"
                                .formatted(
                                        takes.proposals(),
                                        takes.proposing()
                                                .map(it -> "; as the first update would be, " + words(it))
                                                .orElse("; their tokens cannot be foretold")));
        takes.answers().ifPresent(it -> text.wrap("answers    ", "at most " + words(it)));
        if (takes.judgeUsd() > 0) {
            text.wrap("judge      ", "at most " + PlanText.dollars(takes.judgeUsd()));
        }
        takes.models().ifPresent(it -> together(takes, it, text));
        improving.shortage().ifPresent(it -> text.wrap("too little ", it));
        if (!improving.task().rivals().isEmpty()) {
            text.wrap(
                    "rivals     ",
                    String.join(", ", improving.task().rivals().keySet()) + ", on the fresh queries at the end");
        }
        text.wrap(
                "kept in    ",
                folder + (before == 0 ? "" : "; %s done already".formatted(TrainCommand.count(before, "update"))));
        improving.obstacles().forEach(it -> text.wrap("missing    ", it.toString()));
        text.print(console);
    }

    /** How many items a task has for each purpose, where they come to an end, and what that bounds. */
    private Optional<String> scarce() {
        Items items = improving.task().items();
        if (items.acceptance().size().isEmpty() || items.fresh().size().isEmpty()) {
            return Optional.empty();
        }
        var bounds = new ArrayList<String>();
        if (improving.loop().acceptance() instanceof AcceptanceRule.LlmPo rule) {
            bounds.add("at most %,d duels a decision".formatted(Forecast.duels(rule, items.acceptance())));
        }
        if (improving.loop().certificate().queries() > 0) {
            bounds.add("at most %,d queries of the certificate"
                    .formatted(Math.min(
                            improving.loop().certificate().queries(),
                            items.fresh().size().getAsInt())));
        }
        return Optional.of("%s to learn from, %s for validation, %s for duels, %s fresh%s"
                .formatted(
                        count(items.training()),
                        count(items.validation()),
                        count(items.acceptance()),
                        count(items.fresh()),
                        bounds.isEmpty() ? "" : ": " + String.join(", ", bounds)));
    }

    private static String count(Supply it) {
        return it.size().isPresent() ? "%,d".formatted(it.size().getAsInt()) : "any number";
    }

    private static String words(Estimate it) {
        return "%s calls, %s tokens in, %s out, %s"
                .formatted(
                        PlanText.number(it.calls()),
                        PlanText.count(it.input()),
                        PlanText.count(it.output()),
                        it.unpriced().isEmpty()
                                ? PlanText.money(it.usd())
                                : "at prices that are not known: write price: {input: ..., output: ...}");
    }

    /** Proposals follow each other; answers do not. */
    private void together(Forecast takes, Estimate all, Paragraphs text) {
        int concurrency = improving.spec().concurrency();
        var seconds = Stream.of(
                        takes.answers().map(it -> it.seconds(1, concurrency)),
                        takes.proposing().map(Estimate::seconds))
                .flatMap(Optional::stream)
                .reduce(Estimate.Range::plus);
        seconds.ifPresent(it -> text.wrap(
                "time       ",
                "%s for what models say, %,d answers at once and one proposal after another"
                        .formatted(PlanText.seconds(it), concurrency)));
        var usd = improving.loop().budget().usd();
        Estimate.Range money = all.usd().plus(new Estimate.Range(0, takes.judgeUsd()));
        String least = all.unpriced().isEmpty()
                ? PlanText.money(money)
                : "%s, without %s: no price of it is known, and it is left out of the dollars; write price: {input: ..., output: ...}"
                        .formatted(PlanText.money(money), String.join(", ", all.unpriced()));
        text.wrap(
                "money      ",
                all.unpriced().isEmpty() && money.high() == 0
                        ? "nothing: the models are free"
                        : "%s; %s"
                                .formatted(
                                        least,
                                        usd.isPresent()
                                                ? "never more than " + PlanText.dollars(usd.getAsDouble())
                                                : "without a bound; set one with budget: {usd: ...}"));
        text.wrap(
                "           ",
                "Supposed: four bytes to a token, replies of half to all of max_tokens, artifacts as long as the start."
                        + " Not counted: retries, and what longer artifacts cost more.");
    }

    private Json.Fields document(Forecast takes, int before) {
        LearningLoop loop = improving.loop();
        Json.Fields choices = Json.fields();
        loop.choices().forEach(choices::with);
        var usd = loop.budget().usd();
        return Json.fields()
                .with("task", improving.task().description())
                .with("loop", choices)
                .with("updates", loop.budget().updates())
                .with("updatesKept", before)
                .with(
                        "runs",
                        Json.fields()
                                .with("learning", takes.learning())
                                .with("acceptance", takes.accepting())
                                .with("selection", takes.selecting())
                                .with("certificate", takes.certifying()))
                .with("proposals", takes.proposals())
                .with("proposing", takes.proposing().map(PlanText::json).orElse(null))
                .with("answers", takes.answers().map(PlanText::json).orElse(null))
                .with("judgeUsd", takes.judgeUsd())
                .with("budgetUsd", usd.isPresent() ? (Double) usd.getAsDouble() : null)
                .with(
                        "missing",
                        improving.obstacles().stream().map(Object::toString).toList())
                .with("folder", folder.toString());
    }
}
