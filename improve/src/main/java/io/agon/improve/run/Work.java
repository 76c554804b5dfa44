package io.agon.improve.run;

import io.agon.budget.Allotment;
import io.agon.budget.BudgetSpentException;
import io.agon.improve.trace.Trace;
import io.agon.loop.KeptTurn;
import io.agon.loop.LoopFolder;
import io.agon.model.ContentHash;
import io.agon.model.ModelException;
import io.agon.model.Secrets;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does pieces of work side by side, up to a number at once, each with its own randomness and paid replies by its place.
 *
 * <p>Guarantee: what comes of it depends neither on the number nor on timing. What fails for a reason that may pass is
 * tried again; then it is missing, and stays so in later processes once other work of its kind was done after it, or
 * the loop has come to its end. Several in a row that are missing end the loop, unless all of them are about the same
 * artifact: then it is not the work that is at fault. An artifact that never answers is missing, and the loop goes on.
 */
final class Work {

    private static final int ATTEMPTS = 3;
    private static final String MISSING = "missing.json";

    /** Kinds of work, with how many in a row may be missing before the loop ends. */
    enum Kind {
        RUN("runs", 10),
        PROPOSAL("proposals", 3),
        VERDICT("verdicts", 10);

        private final String words;
        private final int bearable;

        Kind(String words, int bearable) {
            this.words = words;
            this.bearable = bearable;
        }
    }

    /**
     * A piece of work.
     *
     * @param place names it within the loop: the same when it is done again
     * @param about hash of the artifact that is at fault where all that is missing is about it; empty when it is about
     *     none, or about the start, without which there is no loop
     */
    record Piece<T>(String place, String about, Body<T> body) {}

    /** What is done. */
    @FunctionalInterface
    interface Body<T> {
        /** @throws Exception when it cannot be had */
        T run(Turn turn) throws Exception;
    }

    /** What is missing of one kind since it was last done. */
    private static final class Streak {
        private int length;
        private final Set<String> about = new HashSet<>();
        private final Map<String, String> missing = new TreeMap<>();
    }

    private final long seed;
    private final Means means;
    private final Map<String, String> missing;
    private final Map<Kind, Streak> streaks = new EnumMap<>(Kind.class);

    Work(long seed, Means means) {
        this.seed = seed;
        this.means = means;
        this.missing = new TreeMap<>(means.folder().flatMap(Work::earlier).orElse(Map.of()));
    }

    private static Optional<Map<String, String>> earlier(LoopFolder folder) {
        return folder.read(MISSING, JsonMapper.shared().getTypeFactory().constructType(Map.class));
    }

    /** Does it all, as {@link #all(Kind, List, String)} does, unheard. */
    <T> List<Attempted<T>> all(Kind kind, List<Piece<T>> pieces) throws InterruptedException, Ended {
        return all(kind, pieces, "");
    }

    /**
     * Does it all; what came of it in the same order.
     *
     * @param what it is, for the listener; empty when it is not to hear of it
     * @throws Ended when too much in a row is missing
     * @throws BudgetSpentException when there is no money for all of it; what was paid is kept
     */
    <T> List<Attempted<T>> all(Kind kind, List<Piece<T>> pieces, String what) throws InterruptedException, Ended {
        var progress = new Progress(what, pieces.size());
        List<Attempted<T>> results = means.concurrency() == 1 || pieces.size() < 2
                ? oneByOne(pieces, progress)
                : sideBySide(pieces, progress);
        for (int i = 0; i < pieces.size(); i++) {
            note(kind, pieces.get(i), results.get(i));
        }
        return results;
    }

    /** How far it is. */
    private final class Progress {
        private final String what;
        private final int most;
        private int done;

        Progress(String what, int most) {
            this.what = what;
            this.most = most;
        }

        synchronized void step() {
            if (!what.isEmpty()) {
                means.listener().progress(what, ++done, most);
            }
        }
    }

    private <T> List<Attempted<T>> oneByOne(List<Piece<T>> pieces, Progress progress) throws InterruptedException {
        var results = new ArrayList<Attempted<T>>();
        for (Piece<T> piece : pieces) {
            results.add(attempt(piece));
            progress.step();
        }
        return results;
    }

    private <T> List<Attempted<T>> sideBySide(List<Piece<T>> pieces, Progress progress) throws InterruptedException {
        var places = new Semaphore(means.concurrency());
        var futures = new ArrayList<Future<Attempted<T>>>();
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("run-", 0).factory())) {
            try {
                for (Piece<T> piece : pieces) {
                    places.acquire();
                    if (futures.stream().anyMatch(it -> it.state() == Future.State.FAILED)) {
                        break; // nothing more is begun; what runs is waited for, because it is paid
                    }
                    futures.add(threads.submit(() -> {
                        try {
                            Attempted<T> done = attempt(piece);
                            progress.step();
                            return done;
                        } finally {
                            places.release();
                        }
                    }));
                }
                var results = new ArrayList<Attempted<T>>();
                for (Future<Attempted<T>> future : futures) {
                    results.add(future.get());
                }
                return results;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private <T> Attempted<T> attempt(Piece<T> piece) throws InterruptedException {
        String known = missing.get(piece.place());
        if (known != null) {
            return new Attempted.Missing<>(known);
        }
        String place = "seed %d, %s".formatted(seed, piece.place());
        long index = Long.parseUnsignedLong(ContentHash.of(place).substring(0, 16), 16);
        for (int attempt = 1; ; attempt++) {
            try (var money = new Allotment(means.purse(), 0)) {
                var random = Randomness.of(seed, "work").stream(index);
                return new Attempted.Done<>(piece.body().run(new KeptTurn(place, random, means.replies(), money)));
            } catch (InterruptedException | BudgetSpentException e) {
                throw e;
            } catch (Exception e) {
                Throwable cause = e instanceof Trace.FailedCall && e.getCause() != null ? e.getCause() : e;
                boolean passing =
                        !(cause instanceof ModelException it) || it.fault().passing();
                if (attempt == ATTEMPTS || !passing) {
                    return new Attempted.Missing<>(clause(cause));
                }
            }
        }
    }

    /** Its message, to stand within a sentence. */
    private static String clause(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return Secrets.redact(message).strip().replaceFirst("\\.$", "");
    }

    private void note(Kind kind, Piece<?> piece, Attempted<?> result) throws Ended {
        Streak streak = streaks.computeIfAbsent(kind, it -> new Streak());
        switch (result) {
            case Attempted.Done<?> it -> {
                settle(streak);
                streak.length = 0;
                streak.about.clear();
            }
            case Attempted.Missing<?> it -> {
                if (!missing.containsKey(piece.place())) {
                    streak.missing.put(piece.place(), it.reason());
                }
                streak.about.add(piece.about());
                boolean common = streak.about.size() > 1 || streak.about.contains("");
                if (++streak.length >= kind.bearable && common) {
                    throw new Ended("%d %s in a row could not be had, the last because of: %s; everything is kept,"
                                    .formatted(streak.length, kind.words, it.reason())
                            + " run again to go on");
                }
            }
        }
    }

    /** What is missing stays so: the loop has come to an end without it. */
    void settle() {
        streaks.values().forEach(this::settle);
    }

    private void settle(Streak streak) {
        if (!streak.missing.isEmpty()) {
            missing.putAll(streak.missing);
            streak.missing.clear();
            means.folder().ifPresent(folder -> folder.write(MISSING, missing));
        }
    }
}
