package io.agon.improve.run;

import io.agon.improve.Artifact;
import io.agon.loop.LoopFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * The artifacts that were certified in a folder, in order: each different one has looked at the same fresh items, and
 * the next has a smaller level. One is written down before the first item is looked at; without a folder there is only
 * one.
 */
record Certified(Optional<LoopFolder> folder) implements ToIntFunction<Artifact> {

    private static final String FILE = "certified.json";

    /** The number of this artifact's certificate, from 1. */
    @Override
    public int applyAsInt(Artifact chosen) {
        List<String> hashes = folder.flatMap(it -> it.<List<String>>read(
                        FILE, JsonMapper.shared().getTypeFactory().constructCollectionType(List.class, String.class)))
                .orElse(List.of());
        int known = hashes.indexOf(chosen.hash());
        if (known >= 0) {
            return known + 1;
        }
        var more = new ArrayList<>(hashes);
        more.add(chosen.hash());
        folder.ifPresent(it -> it.write(FILE, more));
        return more.size();
    }
}
