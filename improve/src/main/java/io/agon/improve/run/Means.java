package io.agon.improve.run;

import io.agon.budget.Purse;
import io.agon.improve.LearningLoop;
import io.agon.improve.LoopListener;
import io.agon.loop.KeptReplies;
import io.agon.loop.LoopFolder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a loop works with, none of which shapes what it comes to.
 *
 * @param folder where it keeps what it is and has done; empty to keep nothing
 * @param contents what shapes the loop beside its choices, such as hashes of the files of its task, by name: another
 *     loop in the same folder is refused
 * @param replies that were paid for
 * @param purse money, in which the costs of {@code replies} have been entered
 * @param concurrency runs at once, at least 1
 * @param clock for the minutes of the budget
 */
public record Means(
        Optional<LoopFolder> folder,
        Map<String, String> contents,
        KeptReplies replies,
        Purse purse,
        int concurrency,
        InstantSource clock,
        LoopListener listener)
        implements AutoCloseable {

    /** File of the folder in which paid replies are kept. */
    public static final String REPLIES = "replies.jsonl";

    public Means {
        contents = Map.copyOf(contents);
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrency of a loop must be at least 1, but it is %d".formatted(concurrency));
        }
    }

    /** Of a folder: money as the budget of the loop has it, less what earlier processes spent. */
    public static Means in(
            LoopFolder folder,
            LearningLoop loop,
            Map<String, String> contents,
            int concurrency,
            LoopListener listener) {
        var replies = new KeptReplies(folder.path().resolve(REPLIES));
        var usd = loop.budget().usd();
        var purse = new Purse(usd.isPresent() ? (Double) usd.getAsDouble() : null);
        purse.carry(replies.usd());
        return new Means(Optional.of(folder), contents, replies, purse, concurrency, InstantSource.system(), listener);
    }

    @Override
    public void close() {
        replies.close();
    }
}
