package io.agon.cli;

import io.agon.loop.LoopFolder;
import io.agon.torch.NoPyTorchException;
import io.agon.train.LoopOptions;
import io.agon.train.TrainingException;
import io.agon.train.file.TrainReader;
import io.agon.train.file.TrainSpec;
import io.agon.train.file.Trained;
import io.agon.train.file.Training;
import io.agon.train.file.Trainings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon train}: iterative regret-minimization fine-tuning. */
@Command(
        name = "train",
        description = "Trains a policy on its own least regretted decisions, round by round, and chooses a checkpoint.",
        sortOptions = false,
        footer = {
            "",
            "The same file again goes on where it stopped: no round is repeated.",
            "",
            "Examples:",
            "  agon init --example bandit-agent bandit-agent && agon train bandit-agent",
            "  agon train --dry-run train.yaml",
            "  agon train --rounds 20 --out quick train.yaml",
            "",
            "Exit codes: 0 a checkpoint is chosen; 1 a rollout or the trainer failed; 2 wrong usage or file;",
            "3 undecided, the set of possible checkpoints is printed, or the budget is spent; 130 stopped by",
            "Ctrl-C. Finished rounds are kept whatever happens."
        })
final class TrainCommand implements Callable<Integer> {

    private static final int MOST_ROUNDS = 10_000;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = TrainReader.FILE,
            description = "A training file, or a folder with a train.yaml. Default: ./train.yaml.")
    Path file = Path.of(TrainReader.FILE);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where rounds, agent, pictures and report are kept. Default: 'trained' beside the file.")
    @Nullable
    Path out;

    @Option(names = "--rounds", paramLabel = "N", description = "In place of the rounds of the file.")
    @Nullable
    Integer rounds;

    @Option(
            names = "--new",
            description =
                    "Start again: forget the rounds that are kept. Replies of language models were paid for and are"
                            + " used again; another --out begins with none.")
    boolean fresh;

    @Option(names = "--dry-run", description = "Train nothing: say what would be done.")
    boolean dryRun;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Default: all processors. The result does not depend on it.")
    @Nullable
    Integer threads;

    @Override
    public Integer call() throws InterruptedException, IOException, TrainingException {
        if (rounds != null && (rounds < 1 || rounds > MOST_ROUNDS)) {
            throw new UsageException("--rounds must lie between 1 and 10,000, but it is %,d.".formatted(rounds));
        }
        if (threads != null && threads < 1) {
            throw new UsageException("--threads must be at least 1, but it is %,d.".formatted(threads));
        }
        TrainSpec spec = TrainReader.read(file);
        if (rounds != null) {
            spec = spec.withRounds(rounds);
        }
        Training<?, ?, ?> training =
                Trainings.of(spec, threads == null ? Runtime.getRuntime().availableProcessors() : threads);
        Path folder = out == null ? spec.file().resolveSibling("trained") : out;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("'%s' is a file, not a folder; name another one with --out.".formatted(folder));
        }
        int kept = fresh ? 0 : training.roundsIn(folder);
        if (kept > training.options().rounds()) {
            throw new UsageException(
                    "%s holds a training of %s, which one of %s would overwrite; name another folder with --out, or start again with --new"
                            .formatted(
                                    folder,
                                    count(kept, "round"),
                                    count(training.options().rounds(), "round")));
        }
        if (dryRun) {
            plan(spec, training, folder, kept);
            return Exit.OK;
        }
        writable(folder);
        if (fresh) {
            try (var lock = new LoopFolder(folder).lock()) {
                forget(folder.resolve(Training.ROUNDS));
            }
        }
        return train(spec, training, folder, kept);
    }

    static void writable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder);
        }
        if (!Files.isWritable(folder)) {
            throw unwritable(folder);
        }
    }

    private static UsageException unwritable(Path folder) {
        return new UsageException(
                "the folder '%s' cannot be written; change its permissions, or name another one with --out"
                        .formatted(folder));
    }

    /** So many of something. */
    static String count(long number, String noun) {
        return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    private int train(TrainSpec spec, Training<?, ?, ?> training, Path folder, int kept)
            throws InterruptedException, IOException, TrainingException {
        Console console = main.console();
        int rounds = training.options().rounds();
        String before = kept == 0
                ? ""
                : kept == rounds
                        ? "%s kept in %s: none is repeated".formatted(count(kept, "round"), folder)
                        : "goes on after round %,d of %,d, kept in %s".formatted(kept, rounds, folder);
        var progress = new TrainProgress(console, rounds, kept, before);
        var stop = new Thread(
                () -> {
                    progress.close();
                    console.note("stopped; %s. To go on: agon train%s".formatted(progress.kept(), words()));
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Trained trained = training.run(folder, progress);
            progress.close();
            var report = new TrainReport(spec, training, trained, folder);
            report.write();
            console.document(report.document().toString());
            report.print(console);
            return trained.decided() ? Exit.OK : Exit.UNDECIDED;
        } catch (NoPyTorchException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (TrainingException e) {
            progress.close();
            if (!progress.began()) {
                throw new UsageException(e.getMessage() + "; or add --new");
            }
            throw e;
        } finally {
            progress.close();
            unregister(stop);
        }
    }

    /** What stood on the command line, to write it again. */
    private String words() {
        return (file.equals(Path.of(TrainReader.FILE)) ? "" : " " + file)
                + (out == null ? "" : " --out " + out)
                + (rounds == null ? "" : " --rounds " + rounds);
    }

    private void plan(TrainSpec spec, Training<?, ?, ?> training, Path folder, int kept) {
        Console console = main.console();
        LoopOptions options = training.options();
        long plays = (long) options.rounds() * options.scenarios() * options.rollouts();
        long trials = (options.rounds() + 1L) * options.heldOut();
        console.document(Json.fields()
                .with("environment", spec.environment().toString())
                .with("policy", training.policy())
                .with("rounds", options.rounds())
                .with("roundsKept", kept)
                .with("scenarios", options.scenarios())
                .with("rollouts", options.rollouts())
                .with("keep", options.keep())
                .with("plays", plays)
                .with("heldOutPlays", trials)
                .with("folder", folder.toString())
                .with("takes", training.forecast().map(ForecastText::json).orElse(null))
                .toString());
        console.line("policy       " + Console.harmless(training.policy()));
        console.line("environment  " + Console.harmless(spec.environment().toString()));
        console.line("loop         %s: %,d scenarios, %,d rollouts of each, of which %,d are imitated"
                .formatted(count(options.rounds(), "round"), options.scenarios(), options.rollouts(), options.keep()));
        console.line("plays        %,d to learn from, %,d on %,d held-out scenarios"
                .formatted(plays, trials, options.heldOut()));
        console.line("against      "
                + Console.harmless(String.join(
                        ", ",
                        spec.evaluation().against().stream()
                                .map(Object::toString)
                                .toList())));
        console.line("choice       Agon among at most %,d checkpoints at %s %%, at most %,d duels"
                .formatted(
                        spec.choice().candidates(),
                        percent(spec.choice().confidence()),
                        spec.choice().duels()));
        console.line(
                "kept in      %s%s".formatted(folder, kept > 0 ? "; goes on after round %,d".formatted(kept) : ""));
        training.forecast().ifPresent(it -> ForecastText.print(console, it));
        if (options.risky()) {
            console.warn("keep %d of %d rollouts seeks risk with %d arms; %d is safe"
                    .formatted(
                            options.keep(),
                            options.rollouts(),
                            options.arms(),
                            LoopOptions.usualKeep(options.rollouts(), options.arms())));
        }
    }

    static String percent(double share) {
        return java.math.BigDecimal.valueOf(share)
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Removes what a loop keeps, and nothing else. */
    private static void forget(Path rounds) throws IOException {
        if (!Files.isDirectory(rounds)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(rounds)) {
            files = all.filter(it -> it.getFileName().toString().matches("(loop|round-\\d+(-[a-z]+)?)\\.json(\\.tmp)?"))
                    .toList();
        }
        for (Path it : files) {
            Files.delete(it);
        }
    }

    static void unregister(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending: the hook is what runs now.
        }
    }
}
