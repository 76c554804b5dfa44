package io.agon.improve.run;

import io.agon.config.ConfigException;
import io.agon.improve.Improvement;
import io.agon.loop.LoopFolder;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What a loop has done, as {@code improvement.json} in its folder. */
public final class ImprovementFile {

    /** Its name. */
    public static final String NAME = "improvement.json";

    private ImprovementFile() {}

    /** Writes it, whole or not at all. */
    public static void write(LoopFolder folder, Improvement improvement) {
        folder.write(NAME, improvement);
    }

    /**
     * What a folder holds; empty when no round has ended there.
     *
     * @throws ConfigException when it is cut off or changed
     */
    public static Optional<Improvement> read(LoopFolder folder) {
        return folder.read(NAME, JsonMapper.shared().getTypeFactory().constructType(Improvement.class));
    }
}
