package io.agon.store;

import io.agon.judge.Ballot;
import io.agon.model.Reply;
import io.agon.model.Usage;
import io.agon.policy.Answer;
import io.agon.preference.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What is handed to the writer of a store, and the tables it goes to. */
sealed interface Entry {
    record Start(RunRecord run) implements Entry {}

    record Dispatched(String run, StoredDuel duel) implements Entry {}

    record Judged(String run, long index, Outcome outcome, int attempts, List<Ballot> ballots, long elapsed)
            implements Entry {}

    record Answered(String run, long index, int policy, Answer.Given answer) implements Entry {}

    record Called(
            String run,
            long index,
            StoredCall call,
            @Nullable String key,
            @Nullable Reply reply) implements Entry {}

    record Happened(String run, long at, String kind, String text) implements Entry {}

    record Changed(
            String run,
            RunRecord.State state,
            @Nullable Instant ended,
            @Nullable String result) implements Entry {}

    record Flush(CountDownLatch done) implements Entry {}

    /** Writes entries in their order, as parts of the open transaction. */
    static void write(Handle handle, List<Entry> entries) {
        PreparedBatch duels = handle.prepareBatch(
                "INSERT INTO duel (run, idx, first, second, query, resting) VALUES (?, ?, ?, ?, ?, ?)");
        PreparedBatch outcomes = handle.prepareBatch(
                "INSERT INTO outcome (run, idx, kind, value, reason, attempts, elapsed) VALUES (?, ?, ?, ?, ?, ?, ?)");
        PreparedBatch answers = handle.prepareBatch(
                "INSERT OR IGNORE INTO answer (run, idx, policy, text, usd) VALUES (?, ?, ?, ?, 0)");
        PreparedBatch calls = handle.prepareBatch("""
            INSERT INTO call (run, idx, party, step, model, served, fingerprint, input, cached, output, usd, tries,
                              millis, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
        PreparedBatch replies = handle.prepareBatch("""
            INSERT OR IGNORE INTO reply (key, text, finish, input, cached, output, served, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
            """);
        PreparedBatch ballots = handle.prepareBatch(
                "INSERT INTO ballot (run, idx, pos, judge, swapped, choice, counted) VALUES (?, ?, ?, ?, ?, ?, ?)");
        PreparedBatch events = handle.prepareBatch("INSERT INTO event (run, at, kind, text) VALUES (?, ?, ?, ?)");
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Start it -> start(handle, it.run());
                case Entry.Dispatched it ->
                    duels.add(
                            it.run(),
                            it.duel().index(),
                            it.duel().duel().first(),
                            it.duel().duel().second(),
                            it.duel().query(),
                            words(it.duel().resting()));
                case Entry.Judged it -> {
                    outcomes.bind(0, it.run())
                            .bind(1, it.index())
                            .bind(2, StoredOutcome.kind(it.outcome()))
                            .bind(3, StoredOutcome.value(it.outcome()))
                            .bind(4, StoredOutcome.reason(it.outcome()))
                            .bind(5, it.attempts())
                            .bind(6, it.elapsed())
                            .add();
                    for (int pos = 0; pos < it.ballots().size(); pos++) {
                        Ballot ballot = it.ballots().get(pos);
                        ballots.add(
                                it.run(),
                                it.index(),
                                pos,
                                ballot.judge(),
                                ballot.swapped(),
                                ballot.choice().name(),
                                ballot.counted());
                    }
                }
                case Entry.Called it -> {
                    StoredCall call = it.call();
                    calls.add(
                            it.run(),
                            it.index(),
                            call.party(),
                            call.step(),
                            call.model(),
                            call.served(),
                            call.fingerprint(),
                            call.usage().input(),
                            call.usage().cached(),
                            call.usage().output(),
                            call.usd(),
                            call.tries(),
                            call.millis(),
                            call.failure());
                    Reply reply = it.reply();
                    if (reply != null) {
                        replies.add(
                                it.key(),
                                reply.text(),
                                reply.finish().name(),
                                reply.usage().map(Usage::input).orElse(null),
                                reply.usage().map(Usage::cached).orElse(null),
                                reply.usage().map(Usage::output).orElse(null),
                                reply.served(),
                                reply.fingerprint().orElse(null));
                    }
                }
                case Entry.Answered it ->
                    answers.add(it.run(), it.index(), it.policy(), it.answer().text());
                case Entry.Happened it -> events.add(it.run(), it.at(), it.kind(), it.text());
                case Entry.Changed it ->
                    handle.createUpdate(
                                    "UPDATE run SET state = :state, ended = :ended, result = :result WHERE id = :run")
                            .bind("state", it.state().name())
                            .bind(
                                    "ended",
                                    it.ended() == null
                                            ? null
                                            : (Long) it.ended().toEpochMilli())
                            .bind("result", it.result())
                            .bind("run", it.run())
                            .execute();
                case Entry.Flush it -> {}
            }
        }
        for (PreparedBatch batch : List.of(duels, outcomes, answers, calls, replies, ballots, events)) {
            if (batch.size() > 0) {
                var unused = batch.execute();
            }
            batch.close();
        }
    }

    private static void start(Handle handle, RunRecord run) {
        handle.createUpdate("""
            INSERT INTO run (id, file, description, fingerprint, agon, policies, rule, confidence, margin, strict, gap,
                             space, features, seed, concurrency, started, ended, state, result)
            VALUES (:id, :file, :description, :fingerprint, :agon, :policies, :rule, :confidence, :margin, :strict, :gap,
                    :space, :features, :seed, :concurrency, :started, NULL, :state, NULL)\
            """)
                .bind("id", run.id())
                .bind("file", run.file())
                .bind("description", run.description())
                .bind("fingerprint", run.fingerprint())
                .bind("agon", run.agon())
                .bind("policies", SqliteStore.JSON.writeValueAsString(run.policies()))
                .bind("rule", run.rule())
                .bind("confidence", run.confidence())
                .bind("margin", run.margin())
                .bind("strict", run.strict())
                .bind("gap", run.gap())
                .bind("space", run.space())
                .bind("features", run.features())
                .bind("seed", run.seed())
                .bind("concurrency", run.concurrency())
                .bind("started", run.started().toEpochMilli())
                .bind("state", run.state().name())
                .execute();
    }

    private static @Nullable String words(Set<Integer> resting) {
        return resting.isEmpty() ? null : resting.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
