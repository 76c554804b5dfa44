package io.agon.cli;

import io.agon.experiment.Experiment;
import io.agon.experiment.ProgressListener;
import io.agon.experiment.RunResult;
import io.agon.experiment.Runner;
import io.agon.report.JsonReport;
import io.agon.report.TextReport;
import io.agon.store.Store;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One run from start to answer: progress beside it, Ctrl-C in between. */
final class Session {

    /** How long after Ctrl-C a run may take to save what is in flight. */
    private static final long SECONDS_TO_SAVE = 20;

    private final Console console;
    private final TerminalVoter voter;
    private final Function<RunResult, String> words;

    /**
     * A session.
     *
     * @param voter whom the experiment asks when a person judges
     */
    Session(Console console, TerminalVoter voter, Function<RunResult, String> words) {
        this.console = console;
        this.voter = voter;
        this.words = words;
    }

    /** What to do with the runner. */
    @FunctionalInterface
    interface Work {
        RunResult with(Runner runner) throws InterruptedException;
    }

    /** Does it, prints the answer, and gives the exit code. */
    int run(Experiment experiment, Store store, Work work) throws InterruptedException {
        boolean people = experiment.judgedByPeople();
        if (people && !TerminalVoter.possible(console)) {
            throw new UsageException(
                    "In this experiment a person judges, and there is no terminal to ask at: run it at a terminal, or"
                            + " choose another judge.");
        }
        var ended = new CountDownLatch(1);
        var progress = new LiveProgress(console);
        // The terminal is for the person who judges.
        var runner = new Runner(experiment, store, people ? ProgressListener.NONE : progress);
        voter.onQuit(runner::stop);
        var stop = new Thread(
                () -> {
                    progress.stopping();
                    runner.stop();
                    await(ended);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            RunResult result;
            try {
                result = work.with(runner);
            } finally {
                progress.close();
            }
            String meant = words.apply(result);
            print(console, result, meant);
            if (result.ending() == RunResult.Ending.STOPPED) {
                console.note("stopped, all is saved; to go on: agon resume" + meant);
            }
            return exitCode(result);
        } finally {
            store.close();
            System.out.flush();
            ended.countDown();
            unregister(stop);
        }
    }

    /**
     * The answer, as words or as a document.
     *
     * @param meant what to write to mean this run in another command; starts with a blank, or is empty
     */
    static void print(Console console, RunResult result, String meant) {
        console.document(JsonReport.of(result));
        String text = TextReport.of(result, meant);
        int end = text.indexOf('\n');
        if (end > 0) {
            console.line(console.styled(Console.Style.STRONG, text.substring(0, end)));
            console.lines(text.substring(end + 1));
        }
    }

    static int exitCode(RunResult result) {
        return switch (result.ending()) {
            case DECIDED -> Exit.OK;
            case FAILED -> Exit.UNEXPECTED;
            case STOPPED -> Exit.INTERRUPTED;
            case COMPARISONS_SPENT, MONEY_SPENT, TIME_SPENT, DATA_USED_UP, UNFINISHED -> Exit.UNDECIDED;
        };
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                System.err.println("error: what was in flight could not be saved in time; all before it is.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unregister(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending: the hook is what waits for us.
        }
    }
}
