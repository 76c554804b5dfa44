package io.agon.improve.run;

import io.agon.loop.LoopFolder;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

/**
 * How many updates were planned when an update was first asked for. A budget that is raised plans anew from the next
 * update on; what was decided before does not change.
 *
 * @param plans updates in all, by the first update that they hold for
 */
record Horizon(TreeMap<Integer, Integer> plans) implements IntUnaryOperator {

    private static final String FILE = "updates.json";

    /** Of a loop with this budget of updates; remembered in its folder. */
    static Horizon of(Optional<LoopFolder> folder, int updates) {
        TypeFactory types = JsonMapper.shared().getTypeFactory();
        TreeMap<Integer, Integer> plans = folder.flatMap(it -> it.<TreeMap<Integer, Integer>>read(
                        FILE, types.constructMapType(TreeMap.class, Integer.class, Integer.class)))
                .orElseGet(TreeMap::new);
        if (plans.isEmpty() || plans.lastEntry().getValue() != updates) {
            int done = folder.flatMap(ImprovementFile::read)
                    .map(it -> it.rounds().size())
                    .orElse(0);
            plans.tailMap(done + 1).clear();
            plans.put(done + 1, updates);
            folder.ifPresent(it -> it.write(FILE, plans));
        }
        return new Horizon(plans);
    }

    @Override
    public int applyAsInt(int update) {
        return plans.floorEntry(update).getValue();
    }
}
