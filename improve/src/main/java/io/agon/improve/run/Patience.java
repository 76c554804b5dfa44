package io.agon.improve.run;

import io.agon.improve.LoopListener;
import io.agon.model.Endpoint;
import io.agon.model.Guard;
import io.agon.model.ModelException;
import io.agon.model.Request;
import io.agon.policy.Turn;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Watches calls whose provider does not answer: says so while they are waited for, and gives them up when there was no
 * connection for too long. It looks at the clock, but decides nothing of a loop beside that it ends for now: what was
 * given up is asked again by the next process.
 */
final class Patience {

    /** Waiting for a provider that cannot be reached, in all, before it is given up. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final LoopListener listener;
    private final Duration look;
    private final Duration longest;
    private final Map<Thread, Endpoint> asking = new HashMap<>();
    private final Map<Endpoint, Duration> waited = new HashMap<>();
    private boolean looking;
    private String reason = "";

    /** Of a loop. */
    Patience(LoopListener listener) {
        this(listener, Duration.ofSeconds(1), LONGEST);
    }

    /** With {@code look} between two looks; gives up after {@code longest}. */
    Patience(LoopListener listener, Duration look, Duration longest) {
        this.listener = listener;
        this.look = look;
        this.longest = longest;
    }

    /** A provider was waited for too long. An interrupt, because those are nobody's failure and pass everywhere. */
    static final class GivenUp extends InterruptedException {
        private static final long serialVersionUID = 1;

        GivenUp(String reason) {
            super(reason);
        }
    }

    /** The same turn, whose calls are watched. */
    Turn watching(Turn turn) {
        return new Turn() {
            @Override
            public RandomGenerator random() {
                return turn.random();
            }

            @Override
            public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading)
                    throws ModelException, InterruptedException {
                begin(endpoint);
                try {
                    return turn.ask(endpoint, request, step, reading);
                } catch (InterruptedException e) {
                    throw new GivenUp(givenUp().orElseThrow(() -> e));
                } finally {
                    end();
                }
            }

            @Override
            public void spend(double usd) {
                turn.spend(usd);
            }
        };
    }

    private synchronized void begin(Endpoint endpoint) {
        asking.put(Thread.currentThread(), endpoint);
        if (!looking) {
            looking = true;
            Thread.ofVirtual().name("patience").start(this::looks);
        }
    }

    private synchronized void end() {
        if (asking.remove(Thread.currentThread()) == null) {
            var unused = Thread.interrupted(); // from here, and it may be that the call ended meanwhile
        }
    }

    /** Why this thread was interrupted; empty when that was not from here. */
    private synchronized Optional<String> givenUp() {
        return asking.containsKey(Thread.currentThread()) ? Optional.empty() : Optional.of(reason);
    }

    private void looks() {
        try {
            do {
                Thread.sleep(look);
            } while (looked());
        } catch (InterruptedException e) {
            // nobody interrupts it
        }
    }

    /** Whether there is more to look at. */
    private synchronized boolean looked() {
        Map.copyOf(asking).values().stream().distinct().forEach(this::look);
        looking = !asking.isEmpty();
        return looking;
    }

    private void look(Endpoint endpoint) {
        Optional<Guard.Trouble> trouble = endpoint.trouble();
        if (trouble.isEmpty()) {
            waited.remove(endpoint);
            return;
        }
        // A try that is under way may be a long reply.
        boolean unreachable = trouble.get().unreachable();
        Duration so = waited.merge(endpoint, unreachable ? look : Duration.ZERO, Duration::plus);
        String words = "%s does not answer (%s), tried %,d times"
                .formatted(endpoint.id(), trouble.get().why(), trouble.get().failures());
        if (so.compareTo(longest) < 0) {
            listener.waiting(words, unreachable ? Optional.of(longest.minus(so)) : Optional.empty());
            return;
        }
        reason = "%s within %d s".formatted(words, longest.toSeconds());
        var all = Map.copyOf(asking);
        all.forEach((thread, asked) -> {
            if (asked.equals(endpoint)) {
                asking.remove(thread);
                thread.interrupt();
            }
        });
    }
}
