package io.agon.cli;

import io.agon.experiment.Experiment;
import io.agon.experiment.Plan;
import io.agon.improve.file.ImproveReader;
import io.agon.improve.file.Improvements;
import io.agon.improve.file.Improving;
import io.agon.train.file.TrainReader;
import io.agon.train.file.TrainSpec;
import io.agon.train.file.Training;
import io.agon.train.file.Trainings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon validate}: whether an experiment, a training or an improvement would run. */
@Command(
        name = "validate",
        description =
                "Checks a file of an experiment, a training or an improvement, and all that it names; every problem"
                        + " with file, line and mend.",
        footer = {"", "Examples:", "  agon validate", "  agon validate examples/inventory --json"})
final class ValidateCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "agon.yaml",
            description = "A file of an experiment, a training or an improvement, or a folder with one. Default:"
                    + " ./agon.yaml.")
    Path file = Path.of("agon.yaml");

    @Override
    public Integer call() throws InterruptedException {
        Console console = main.console();
        return switch (FileKind.of(file)) {
            case TRAINING -> training(console);
            case IMPROVEMENT -> improvement(console);
            case EXPERIMENT -> experiment(console);
        };
    }

    private int experiment(Console console) {
        Experiment experiment = Experiment.load(file);
        Plan plan = experiment.plan();
        console.document(Json.fields()
                .with("valid", true)
                .with("file", experiment.spec().file().toString())
                .with("policies", plan.policies())
                .with("shared", plan.shared())
                .with("queries", plan.queries())
                .with("confidence", plan.confidence())
                .with("notices", plan.notices())
                .toString());
        console.line("%s is fine: %,d policies%s, %,d queries, confidence %s"
                .formatted(
                        experiment.spec().file(),
                        plan.policies().size(),
                        plan.shared().isEmpty() ? "" : " of " + plan.shared(),
                        plan.queries(),
                        percent(plan.confidence())));
        plan.notices().forEach(notice -> console.line("notice: " + Console.harmless(notice)));
        return Exit.OK;
    }

    private int improvement(Console console) throws InterruptedException {
        Improving improving = Improvements.of(ImproveReader.read(file));
        console.document(Json.fields()
                .with("valid", true)
                .with("file", improving.spec().file().toString())
                .with("task", improving.task().description())
                .with("optimizer", improving.loop().optimizer())
                .with("updates", improving.loop().budget().updates())
                .with("notices", improving.notices())
                .toString());
        console.line("%s is fine: %s, %s"
                .formatted(
                        improving.spec().file(),
                        Console.harmless(improving.task().description()),
                        TrainCommand.count(improving.loop().budget().updates(), "update")));
        improving.notices().forEach(notice -> console.line("notice: " + Console.harmless(notice)));
        return Exit.OK;
    }

    private int training(Console console) {
        TrainSpec spec = TrainReader.read(file);
        Training<?, ?, ?> training = Trainings.of(spec, 1);
        console.document(Json.fields()
                .with("valid", true)
                .with("file", spec.file().toString())
                .with("policy", training.policy())
                .with("environment", spec.environment().toString())
                .with("rounds", training.options().rounds())
                .toString());
        console.line("%s is fine: %s in %s, %,d rounds"
                .formatted(
                        spec.file(),
                        Console.harmless(training.policy()),
                        Console.harmless(spec.environment().toString()),
                        training.options().rounds()));
        return Exit.OK;
    }

    /** A confidence as people write it. */
    static String percent(double share) {
        return new java.text.DecimalFormat(
                                "0.######", java.text.DecimalFormatSymbols.getInstance(java.util.Locale.ROOT))
                        .format(100 * share)
                + " %";
    }
}
