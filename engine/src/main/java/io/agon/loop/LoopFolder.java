package io.agon.loop;

import io.agon.config.ConfigException;
import io.agon.config.Problems;
import io.agon.store.StoreLock;
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
import java.util.regex.Pattern;
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
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32,}");
    private static final JsonMapper DENSE = JsonMapper.shared();
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Has the folder for one process, until the lock is closed or the process dies.
     *
     * @throws ConfigException when another process has it
     */
    public StoreLock lock() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path place = path.resolve("loop");
        return StoreLock.tryTake(place)
                .orElseThrow(() -> Problems.of(
                        path,
                        "another process%s is at work in this folder; wait for it, stop it, or name another folder with"
                                        .formatted(StoreLock.holderOf(place))
                                + " --out"));
    }

    /**
     * Keeps what the loop is where nothing is kept yet; otherwise compares.
     *
     * @return what differs, in words that stand after the name of the folder, when it holds another loop
     */
    public Optional<String> open(Map<String, String> settings) {
        Optional<String> difference = difference(settings);
        if (difference.isEmpty() && !Files.exists(path.resolve(LOOP))) {
            write(LOOP, settings);
        }
        return difference;
    }

    /** Compares, and keeps nothing: what differs, in words that stand after the name of the folder. */
    public Optional<String> difference(Map<String, String> settings) {
        Optional<Map<String, String>> found = read(LOOP, JSON.getTypeFactory().constructType(Map.class));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> earlier = found.get();
        var keys = new TreeSet<>(earlier.keySet());
        keys.addAll(settings.keySet());
        for (String key : keys) {
            String was = earlier.getOrDefault(key, "not there");
            String is = settings.getOrDefault(key, "not there");
            if (!was.equals(is)) {
                String words = HASH.matcher(was).matches() && HASH.matcher(is).matches()
                        ? "was another one" // what is hashed is too long to be shown
                        : "was %s, but now it is %s".formatted(was, is);
                return Optional.of("holds a loop whose %s %s; set it back or use another folder".formatted(key, words));
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
            T content = JSON.readValue(Files.readAllBytes(file), type);
            if (content == null) {
                throw damaged(file, null);
            }
            return Optional.of(content);
        } catch (IOException e) {
            throw Problems.of(file, "cannot be read; check its permissions");
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
