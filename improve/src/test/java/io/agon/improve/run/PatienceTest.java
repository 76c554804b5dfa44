package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.budget.Allotment;
import io.agon.improve.Improvement;
import io.agon.improve.LoopListener;
import io.agon.loop.KeptReplies;
import io.agon.loop.KeptTurn;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.Guard;
import io.agon.model.Limits;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.policy.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {

    @TempDir
    Path folder;

    /** Refuses connections so many times, then answers. */
    private static final class Server implements Model {
        private int refusals;

        Server(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public ModelId id() {
            return new ModelId("test", "server");
        }

        @Override
        public synchronized Reply complete(Request request, long seed, String key) throws ModelException {
            if (refusals-- > 0) {
                throw new ModelException(new Fault.Disconnected(false), "Connection refused");
            }
            return new Reply("yes", Reply.Finish.STOP, Optional.empty(), "server", Optional.empty());
        }
    }

    private static Endpoint guarded(Server server) {
        return new Endpoint(server, Optional.empty(), new Guard("server", Limits.DEFAULT));
    }

    private static String ask(Turn turn, Endpoint endpoint) throws Exception {
        return turn.ask(endpoint, Request.of(List.of(Message.user("?")), Decoding.greedy(1)), "step", Reply::text);
    }

    private Turn turn(KeptReplies replies) {
        return new KeptTurn("place", new SplittableRandom(1), replies, Allotment.unbounded());
    }

    private static LoopListener hearing(List<String> heard) {
        return new LoopListener() {
            @Override
            public void waiting(String what, Optional<Duration> left) {
                heard.add(what);
            }
        };
    }

    @Test
    void deadServer_isTold_andGivenUp() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        var patience = new Patience(hearing(heard), Duration.ofMillis(50), Duration.ofMillis(400));
        try (var replies = new KeptReplies(folder.resolve("replies.jsonl"))) {
            Endpoint dead = guarded(new Server(Integer.MAX_VALUE));
            assertThatThrownBy(() -> {
                        while (true) { // as often as a loop asks: a call may fail before patience ends
                            try {
                                ask(patience.watching(turn(replies)), dead);
                            } catch (ModelException e) {
                                assertThat(e).hasMessageContaining("connection failed");
                            }
                        }
                    })
                    .isInstanceOf(Patience.GivenUp.class)
                    .hasMessageContaining("test:server does not answer (connection failed: Connection refused), tried");
            assertThat(heard).isNotEmpty().allSatisfy(it -> assertThat(it).contains("Connection refused"));
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void serverThatComesBack_isWaitedFor() throws Exception {
        var patience = new Patience(LoopListener.SILENT, Duration.ofMillis(20), Duration.ofMinutes(1));
        try (var replies = new KeptReplies(folder.resolve("replies.jsonl"))) {
            Endpoint back = guarded(new Server(2));
            assertThat(ask(patience.watching(turn(replies)), back)).isEqualTo("yes");
            assertThat(back.trouble()).isEmpty();
        }
    }

    @Test
    void interruptOfAnother_staysOne() throws Exception {
        var patience = new Patience(LoopListener.SILENT, Duration.ofMillis(20), Duration.ofMinutes(1));
        try (var replies = new KeptReplies(folder.resolve("replies.jsonl"))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> ask(patience.watching(turn(replies)), guarded(new Server(2))))
                    .isExactlyInstanceOf(InterruptedException.class);
        }
    }

    /** A loop ends with the reason, counts nothing against an artifact, and goes on as if nothing had been. */
    @Test
    void givenUpLoop_endsForNow_andGoesOn() throws Exception {
        var draft = new Draft();
        draft.updates = 4;
        var provider = new PaidHill.Provider();
        var hill = new PaidHill(Hill.finite(6), provider);
        var optimizer = hill.optimizer();
        Improvement ended = draft.run(
                hill,
                (problem, turn) -> {
                    if (problem.update() == 3) {
                        throw new Patience.GivenUp("test:server does not answer");
                    }
                    return optimizer.propose(problem, turn);
                },
                folder.resolve("cut"));
        assertThat(ended.ended()).isEqualTo("test:server does not answer; everything is kept, run again to go on");
        assertThat(ended.rounds()).hasSize(2);
        assertThat(ended.spent().missing()).isZero();
        Improvement again = draft.run(hill, optimizer, folder.resolve("cut"));
        assertThat(again).isEqualTo(draft.run(hill, optimizer, folder.resolve("whole")));
    }
}
