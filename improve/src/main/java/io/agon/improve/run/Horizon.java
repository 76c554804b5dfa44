package io.agon.improve.run;

import io.agon.loop.LoopFolder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many updates were planned when acceptance first decided after an update. Levels depend on it, so what was decided
 * once must be decided at the same level again: a budget that is raised or lowered plans anew from the first update on
 * that no decision ever followed, and what is remembered in the folder of the loop is only added to.
 */
final class Horizon implements IntUnaryOperator {

    private static final String FILE = "updates.json";

    /**
     * What is remembered.
     *
     * @param begun highest update after which a decision ever began; 0 for none
     * @param plans updates in all, by the first update that they hold for
     */
    record Plans(int begun, TreeMap<Integer, Integer> plans) {}

    private final Optional<LoopFolder> folder;
    private Plans kept;

    /** Of a loop with this budget of updates. */
    Horizon(Optional<LoopFolder> folder, int updates) {
        this.folder = folder;
        kept = folder.flatMap(it -> it.<Plans>read(
                        FILE, JsonMapper.shared().getTypeFactory().constructType(Plans.class)))
                .orElseGet(() -> new Plans(0, new TreeMap<>()));
        Map.Entry<Integer, Integer> last = kept.plans().lastEntry();
        if (last == null || last.getValue() != updates) {
            kept.plans().put(kept.begun() + 1, updates);
            write();
        }
    }

    /** Updates that were planned when a decision after this update first began, which is remembered. */
    @Override
    public int applyAsInt(int update) {
        if (update > kept.begun()) {
            kept = new Plans(update, kept.plans());
            write();
        }
        return Objects.requireNonNull(kept.plans().floorEntry(update)).getValue();
    }

    private void write() {
        folder.ifPresent(it -> it.write(FILE, kept));
    }
}
