package io.agon.improve.task;

import io.agon.improve.code.CodeException;
import io.agon.improve.code.Language;
import io.agon.improve.code.Program;
import io.agon.improve.code.Signature;
import io.agon.improve.code.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Programs of one signature that are ready, so that code is not compiled anew for each item. Safe for use by several
 * threads; each program is lent to one at a time.
 */
final class Programs {

    /** Idle ones that are kept: in some languages each is a process. */
    private static final int KEPT = 8;

    private final Language language;
    private final Signature signature;
    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(String body, Program program) {}

    Programs(Language language, Signature signature) {
        this.language = language;
        this.signature = signature;
    }

    /** The program of a body, until the loan is closed. */
    Loan lend(String body) {
        return new Loan(body);
    }

    /** Used by one thread. It is compiled when it is first called, and remembers nothing of earlier loans. */
    final class Loan implements AutoCloseable {
        private final String body;
        private @Nullable Program program;
        private boolean well = true;

        private Loan(String body) {
            this.body = body;
        }

        /** @throws CodeException when it does not compile or fails; then it is not used again */
        Value call(Map<String, Value> arguments) throws CodeException, InterruptedException {
            well = false;
            if (program == null) {
                program = take(body);
                program.fresh();
            }
            Value value = program.call(arguments);
            well = true;
            return value;
        }

        @Override
        public void close() {
            if (program == null) {
                return;
            }
            if (well) {
                keep(new Idle(body, program));
            } else {
                program.close();
            }
        }
    }

    private Program take(String body) throws CodeException, InterruptedException {
        synchronized (idle) {
            for (Idle it : idle) {
                if (it.body().equals(body)) {
                    idle.remove(it);
                    return it.program();
                }
            }
        }
        return language.compile(signature, body);
    }

    private void keep(Idle last) {
        List<Idle> old = new ArrayList<>();
        synchronized (idle) {
            idle.addFirst(last);
            while (idle.size() > KEPT) {
                old.add(idle.removeLast());
            }
        }
        old.forEach(it -> it.program().close());
    }
}
