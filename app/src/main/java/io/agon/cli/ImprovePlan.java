package io.agon.cli;

import io.agon.experiment.Estimate;
import io.agon.improve.LearningLoop;
import io.agon.improve.file.Forecast;
import io.agon.improve.file.Improving;
import java.nio.file.Path;

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
        text.wrap(
                "proposals  ",
                takes.proposals() == 0
                        ? "no model is asked for them"
                        : "at most %,d calls of a model".formatted(takes.proposals()));
        takes.answers().ifPresent(it -> answers(it, text));
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

    private void answers(Estimate it, Paragraphs text) {
        text.wrap(
                "answers    ",
                "at most %s calls, %s tokens in, %s out, %s"
                        .formatted(
                                PlanText.number(it.calls()),
                                PlanText.count(it.input()),
                                PlanText.count(it.output()),
                                it.unpriced().isEmpty()
                                        ? PlanText.money(it.usd())
                                        : "at prices that are not known: write price: {input: ..., output: ...}"));
        text.wrap(
                "time       ",
                "%s for the answers, %,d at once; proposals are not counted"
                        .formatted(
                                PlanText.seconds(it.seconds(1, improving.spec().concurrency())),
                                improving.spec().concurrency()));
        var usd = improving.loop().budget().usd();
        text.wrap(
                "money      ",
                usd.isPresent()
                        ? "never more than %s, proposals included".formatted(PlanText.dollars(usd.getAsDouble()))
                        : "without a bound; set one with budget: {usd: ...}");
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
                .with("answers", takes.answers().map(PlanText::json).orElse(null))
                .with("budgetUsd", usd.isPresent() ? (Double) usd.getAsDouble() : null)
                .with(
                        "missing",
                        improving.obstacles().stream().map(Object::toString).toList())
                .with("folder", folder.toString());
    }
}
