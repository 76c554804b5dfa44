package io.agon.cli;

import io.agon.config.Problems;
import io.agon.improve.Improvement;
import io.agon.improve.file.ImproveReader;
import io.agon.improve.file.ImproveSpec;
import io.agon.improve.file.Improvements;
import io.agon.improve.file.Improving;
import io.agon.improve.report.Answer;
import io.agon.improve.report.Lineage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon improve}: iterative generative optimization with evidence. */
@Command(
        name = "improve",
        description =
                "Edits prompts, code or a workflow step by step, keeps a change only on evidence, and certifies the"
                        + " result against the start on fresh queries.",
        sortOptions = false,
        footer = {
            "",
            "The same file again goes on where it stopped: no answer is paid for twice.",
            "",
            "Examples:",
            "  agon init --example improve-inventory rule && agon improve rule",
            "  agon improve --dry-run improve.yaml",
            "  agon improve --updates 100 --out longer improve.yaml",
            "  agon view improved",
            "",
            "Exit codes: 0 improved, with a certificate or as asked without one;",
            "1 unexpected; 2 wrong usage or file; 3 undecided: no improvement is shown, or",
            "the budget is spent; 130 stopped by Ctrl-C. What is done is kept whatever",
            "happens."
        })
final class ImproveCommand implements Callable<Integer> {

    /** Where an improvement is kept beside its file. */
    static final String FOLDER = "improved";

    private static final int MOST_UPDATES = 100_000;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = ImproveReader.FILE,
            description = "A file of an improvement, or a folder with an improve.yaml. Default: ./improve.yaml.")
    Path file = Path.of(ImproveReader.FILE);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where all of it is kept. Default: 'improved' beside the file.")
    @Nullable
    Path out;

    @Option(names = "--updates", paramLabel = "N", description = "In place of the updates of the file.")
    @Nullable
    Integer updates;

    @Option(
            names = "--new",
            description = "Start again. Replies of language models were paid for and are used again; another --out"
                    + " begins with none.")
    boolean fresh;

    @Option(names = "--dry-run", description = "Improve nothing: say what would be done and what it takes at most.")
    boolean dryRun;

    @Option(
            names = {"--concurrency", "--threads"},
            paramLabel = "N",
            description = "Runs at once, in place of those of the file. The result does not depend on it.")
    @Nullable
    Integer concurrency;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (updates != null && (updates < 1 || updates > MOST_UPDATES)) {
            throw new UsageException("--updates must lie between 1 and 100,000, but it is %,d.".formatted(updates));
        }
        if (concurrency != null && (concurrency < 1 || concurrency > 1_024)) {
            throw new UsageException(
                    "--concurrency must lie between 1 and 1,024, but it is %,d.".formatted(concurrency));
        }
        ImproveSpec spec = ImproveReader.read(file);
        if (updates != null) {
            spec = spec.withUpdates(updates);
        }
        Improving improving = Improvements.of(spec);
        improving.notices().forEach(it -> main.console().warn(Console.harmless(it)));
        Path folder = out == null ? spec.file().resolveSibling(FOLDER) : out;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("'%s' is a file, not a folder; name another one with --out.".formatted(folder));
        }
        if (!fresh) {
            improving.conflict(folder).ifPresent(why -> {
                throw Problems.of(folder, why);
            });
        }
        if (dryRun) {
            new ImprovePlan(improving, folder).print(main.console());
            return Exit.OK;
        }
        TrainCommand.writable(folder);
        if (fresh) {
            Improving.forget(folder);
        }
        return improve(improving, folder);
    }

    private int improve(Improving improving, Path folder) throws InterruptedException, IOException {
        Console console = main.console();
        var progress = new ImproveProgress(
                console,
                improving.loop().budget().updates(),
                Improving.in(folder).map(it -> it.spent().updates()).orElse(0),
                folder);
        var stop = new Thread(
                () -> {
                    progress.close();
                    console.document(stopped(folder).toString());
                    console.note("stopped; %s. To go on: agon improve%s".formatted(progress.kept(), words()));
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Improvement done =
                    improving.run(folder, concurrency == null ? improving.spec().concurrency() : concurrency, progress);
            progress.close();
            TrainCommand.unregister(stop);
            var files = new ImprovementFiles(done, folder);
            files.write();
            console.document(files.document().toString());
            files.print(console, words());
            return switch (Answer.of(done)) {
                case IMPROVED, CHANGED -> Exit.OK;
                case RUNNING, NOTHING_SHOWN -> Exit.UNDECIDED;
            };
        } finally {
            progress.close();
            TrainCommand.unregister(stop);
        }
    }

    /** What an improvement that was stopped holds; empty but for the status before its first round ended. */
    private static Json.Fields stopped(Path folder) {
        return Improving.in(folder)
                .map(it -> ImprovementFiles.document(it, new Lineage(it)))
                .orElseGet(Json::fields)
                .with("status", "stopped");
    }

    /** What stood on the command line, to write it again; starts with a blank, or is empty. */
    private String words() {
        return (file.equals(Path.of(ImproveReader.FILE)) ? "" : " " + Console.harmless(file.toString()))
                + (out == null ? "" : " --out " + Console.harmless(out.toString()))
                + (updates == null ? "" : " --updates " + updates);
    }
}
