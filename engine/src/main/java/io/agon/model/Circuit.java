package io.agon.model;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a provider rest after failures in a row: its calls wait, then one of them tries again, and the others go on when
 * it succeeds.
 */
final class Circuit {

    /** The longest between two looks, should a sign be missed. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CircuitBreaker<Object> breaker;

    Circuit(int failures, Duration rest) {
        breaker = CircuitBreaker.builder()
                .withFailureThreshold(failures)
                .withSuccessThreshold(1)
                .withDelay(rest)
                .onClose(event -> signal())
                .onOpen(event -> signal())
                .build();
    }

    /** How a call may go on. */
    enum Pass {
        /** Freely. */
        FREE,
        /** As the one that tries the provider again; must be ended by {@link #end}. */
        PROBE,
        /** Not: patience is at its end. */
        NONE
    }

    /** Waits while the provider rests, until {@code deadline} of {@link System#nanoTime} at most. */
    Pass enter(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!breaker.tryAcquirePermit()) {
                long rest = breaker.isOpen() ? breaker.getRemainingDelay().toNanos() : LOOK;
                long left = deadline - System.nanoTime();
                if (left <= 0 || breaker.isOpen() && rest > left) {
                    return Pass.NONE;
                }
                var unused = changed.awaitNanos(Math.clamp(rest, 1_000_000, LOOK));
            }
            return breaker.isHalfOpen() ? Pass.PROBE : Pass.FREE;
        } finally {
            lock.unlock();
        }
    }

    /** Whether calls go freely. */
    boolean isClosed() {
        return breaker.isClosed();
    }

    /** Whether a call would have to wait: false again when the time has come to try once. */
    boolean rests() {
        return breaker.isOpen() && breaker.getRemainingDelay().isPositive();
    }

    /** How a try ended. */
    enum End {
        /** The provider answered, whatever it said. */
        ALIVE,
        /** It failed. */
        FAILED,
        /** Nobody knows: the try was given up. */
        UNKNOWN
    }

    /** Ends a try. */
    void end(Pass pass, End end) {
        lock.lock();
        try {
            switch (end) {
                case ALIVE -> breaker.recordSuccess();
                case FAILED -> breaker.recordFailure();
                case UNKNOWN -> {
                    if (pass == Pass.PROBE && breaker.isHalfOpen()) {
                        breaker.recordFailure(); // else nobody would ever try again
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
