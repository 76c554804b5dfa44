package io.agon.improve.code;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A child process that speaks the protocol of {@link CandidateHost}. */
final class JavaChild implements AutoCloseable {

    /** Of -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final DataInputStream from;
    private final DataOutputStream to;
    private final ScheduledExecutorService keeper;
    private boolean closed;

    /** Asks and reads the answer. */
    interface Exchange<T> {
        /** @throws IOException when the child is gone */
        T with(DataInputStream from, DataOutputStream to) throws IOException, CodeException;
    }

    private JavaChild(Process process, ScheduledExecutorService keeper) {
        this.process = process;
        this.keeper = keeper;
        from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    }

    static JavaChild start(List<String> command, ScheduledExecutorService keeper) throws InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        try {
            return new JavaChild(keeper.submit(builder::start).get(), keeper);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        }
    }

    /**
     * Within a time.
     *
     * @throws CodeException when the child takes longer, or ends; it is of no more use then
     */
    <T> T exchange(Duration limit, String what, Exchange<T> exchange) throws CodeException, InterruptedException {
        var late = new AtomicBoolean();
        Future<?> end = keeper.schedule(
                () -> {
                    late.set(true);
                    process.destroyForcibly();
                },
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return exchange.with(from, to);
        } catch (IOException e) {
            boolean ended = process.waitFor(500, TimeUnit.MILLISECONDS);
            close();
            String why = late.get()
                    ? "takes more than %s s".formatted(RulePrinter.number(limit.toMillis() / 1000.0))
                    : !ended
                            ? "disturbs the protocol: " + e.getMessage()
                            : process.exitValue() == OUT_OF_MEMORY
                                    ? "takes too much memory"
                                    : "ends the process (code %d); it may not exit".formatted(process.exitValue());
            throw new CodeException("%s %s.".formatted(what, why));
        } finally {
            end.cancel(false);
        }
    }

    boolean lives() {
        return !closed && process.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        process.destroyForcibly();
    }
}
