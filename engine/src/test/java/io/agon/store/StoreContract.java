package io.agon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.judge.Ballot;
import io.agon.model.Reply;
import io.agon.model.Usage;
import io.agon.policy.Answer;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is expected of every store. */
public abstract class StoreContract {

    /** The same store each time it is called within a test. */
    protected abstract Store open();

    static RunRecord run(String id) {
        return new RunRecord(
                id,
                "/tmp/agon.yaml",
                "d",
                "f",
                "1",
                List.of("A", "B, \"x\" \u00e4\ud83d\ude00"),
                "agon",
                0.95,
                0,
                true,
                null,
                "linear",
                "{\"features\":[[1.0],[2.0]]}",
                -3,
                1,
                Instant.ofEpochMilli(1234),
                null,
                RunRecord.State.RUNNING,
                null);
    }

    static StoredDuel duel(long index) {
        return StoredDuel.fresh(
                index,
                new Duel((int) (index % 2), (int) (1 - index % 2)),
                "q" + index,
                index == 2 ? Set.of(3, 1) : Set.of());
    }

    private static final List<Ballot> BALLOTS = List.of(
            new Ballot("llm", false, Ballot.Choice.FIRST, true), new Ballot("llm", true, Ballot.Choice.NONE, false));
    private static final StoredCall CALL =
            new StoredCall(1, "draft", "openai:m", "m-1", "fp", new Usage(10, 3, 4), 0.125, 2, 7, null);
    private static final StoredCall FREE = new StoredCall(0, "", "", null, null, Usage.NONE, 0, 1, 0, "rate limited");
    private static final Reply REPLY =
            new Reply("a\u0000b", Reply.Finish.LENGTH, Optional.of(new Usage(10, 3, 4)), "m-1", Optional.of("fp"));
    private static final Reply BARE = new Reply("", Reply.Finish.STOP, Optional.empty(), "m", Optional.empty());

    @Test
    void written_values_areReadBackByAnother() {
        try (Store store = open();
                StoreWriter writer = store.write()) {
            writer.start(run("one"));
            List<Outcome> outcomes = List.of(
                    Outcome.WIN,
                    Outcome.LOSS,
                    Outcome.TIE,
                    new Outcome.Graded(0.1),
                    new Outcome.Missing("a\nb'\"\u00e4"));
            for (int i = 0; i < outcomes.size(); i++) {
                writer.dispatched("one", duel(i));
                writer.outcome(
                        "one", i, outcomes.get(i), i + 1, i == 0 ? BALLOTS : List.of(), Duration.ofMillis(10L * i));
            }
            writer.dispatched("one", duel(5));
            writer.answer("one", 5, 1, new Answer.Given("hello"));
            writer.answer("one", 5, 1, new Answer.Given("again"));
            writer.call("one", 5, CALL, "k", REPLY);
            writer.call("one", 5, CALL, "k", BARE);
            writer.call("one", 5, FREE, "bare", BARE);
            writer.call("one", 5, FREE, null, null);
            writer.event("one", "started", "x");
            writer.flush();
            try (Store other = open()) {
                assertThat(other.runs()).containsExactly(run("one"));
                List<StoredDuel> duels = other.duels("one");
                assertThat(duels).hasSize(6);
                for (int i = 0; i < outcomes.size(); i++) {
                    StoredDuel plain = duel(i);
                    assertThat(duels.get(i))
                            .isEqualTo(new StoredDuel(
                                    i, plain.duel(), plain.query(), outcomes.get(i), i + 1, plain.resting()));
                }
                assertThat(duels.get(5)).isEqualTo(duel(5));
                assertThat(other.spending("one"))
                        .containsExactly(
                                new Spending(0, "", "", 0, 2, 2, 2, 0, 0, 0, 0, 0),
                                new Spending(1, "openai:m", "m-1", 1, 2, 4, 0, 20, 6, 8, 0.25, 14));
                var ballots = new ArrayList<StoredBallot>();
                other.forEachBallot("one", ballots::add);
                assertThat(ballots).extracting(StoredBallot::ballot).isEqualTo(BALLOTS);
                assertThat(ballots).allMatch(it -> it.firstLength().isEmpty());
                assertThat(other.events("one")).extracting(StoredEvent::kind).containsExactly("started");
            }
            assertThat(writer.answer("one", 5, 1)).contains(new Answer.Given("hello"));
            assertThat(writer.answer("one", 5, 0)).isEmpty();
            assertThat(writer.elapsed("one")).isEqualTo(Duration.ofMillis(40));
            assertThat(writer.cost("one")).isEqualTo(0.25);
            assertThat(writer.reply("k")).contains(REPLY);
            assertThat(writer.reply("bare")).contains(BARE);
            assertThat(writer.reply("none")).isEmpty();
            Instant ended = Instant.ofEpochMilli(99);
            writer.state("one", RunRecord.State.FINISHED, ended, "{}");
            writer.flush();
            RunRecord done = store.run("one").orElseThrow();
            assertThat(done.state()).isEqualTo(RunRecord.State.FINISHED);
            assertThat(done.ended()).isEqualTo(ended);
            assertThat(done.result()).isEqualTo("{}");
        }
    }

    @Test
    void run_byUniquePrefix_isFound() {
        try (Store store = open();
                StoreWriter writer = store.write()) {
            writer.start(run("abc"));
            writer.start(run("abd"));
            writer.start(run("ab"));
            writer.flush();
            assertThat(store.run("abc")).isPresent();
            assertThat(store.run("ab").orElseThrow().id()).isEqualTo("ab");
            assertThat(store.run("a")).isEmpty();
            assertThat(store.run("%")).isEmpty();
            assertThat(store.runs()).extracting(RunRecord::id).containsExactly("ab", "abd", "abc");
        }
    }

    @Test
    void write_whileAnotherWrites_isRefusedAndReadersWork() {
        try (Store store = open();
                Store other = open()) {
            try (StoreWriter writer = store.write()) {
                writer.start(run("one"));
                writer.flush();
                assertThatThrownBy(other::write)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("another process");
                assertThat(other.runs()).hasSize(1);
            }
            other.write().close();
        }
    }

    @Test
    void close_writesWhatIsWaiting() {
        try (Store store = open()) {
            try (StoreWriter writer = store.write()) {
                writer.start(run("one"));
                for (int i = 0; i < 20_000; i++) {
                    writer.dispatched("one", duel(i));
                }
            }
            assertThat(store.duels("one")).hasSize(20_000);
            StoreWriter closed = store.write();
            closed.close();
            assertThatThrownBy(() -> closed.event("one", "late", "x")).isInstanceOf(StoreException.class);
        }
    }
}
