package io.agon.loop;

import io.agon.config.ConfigException;
import io.agon.config.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a loop keeps what it is and what it has done, as JSON: {@code loop.json} says what the loop is. Each file
 * appears whole or not at all.
 *
 * @param path of the folder, which is made when something is written
 */
public record LoopFolder(Path path) {

    private static final String LOOP = "loop.json";
    private static final JsonMapper DENSE = JsonMapper.shared();
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Keeps what the loop is where nothing is kept yet; otherwise compares.
     *
     * @return what differs, in words that stand after the name of the folder, when it holds another loop
     */
    public Optional<String> open(Map<String, String> settings) {
        Optional<Map<String, String>> found = read(LOOP, JSON.getTypeFactory().constructType(Map.class));
        if (found.isEmpty()) {
            write(LOOP, settings);
            return Optional.empty();
        }
        Map<String, String> earlier = found.get();
        var keys = new TreeSet<>(earlier.keySet());
        keys.addAll(settings.keySet());
        for (String key : keys) {
            String was = earlier.getOrDefault(key, "not there");
            String is = settings.getOrDefault(key, "not there");
            if (!was.equals(is)) {
                return Optional.of("holds a loop whose %s was %s, but now it is %s; set it back or use another folder"
                        .formatted(key, was, is));
            }
        }
        return Optional.empty();
    }

    /**
     * The content of a file; empty when it is not there.
     *
     * @throws ConfigException when it is cut off or changed
     */
    public <T> Optional<T> read(String name, JavaType type) {
        Path file = path.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            T content = JSON.readValue(Files.readString(file), type);
            if (content == null) {
                throw damaged(file, null);
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw damaged(file, e);
        }
    }

    /** What a parser says of it helps nobody: no person writes these files. */
    private static ConfigException damaged(Path file, @Nullable JacksonException why) {
        var damaged = Problems.of(
                file,
                "cannot be read: it is cut off or changed; remove it to repeat what it was about, or start again with"
                        + " --new");
        if (why != null) {
            damaged.initCause(why);
        }
        return damaged;
    }

    /** Writes for people who look into it. */
    public void write(String name, Object value) {
        replace(name, JSON.writeValueAsString(value) + "\n");
    }

    /** Writes without indentation: for what is large. */
    public void writeDense(String name, Object value) {
        replace(name, DENSE.writeValueAsString(value) + "\n");
    }

    /** Beside first, flushed, then in place. */
    public void replace(String name, String text) {
        try {
            Files.createDirectories(path);
            Path beside = path.resolve(name + ".tmp");
            Files.writeString(beside, text);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(beside, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
