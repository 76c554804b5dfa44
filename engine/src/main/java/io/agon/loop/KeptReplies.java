package io.agon.loop;

import io.agon.model.Reply;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replies that were paid for, in a file of JSON lines, so that work which was killed does not buy them again. Safe for
 * use by several threads of one process.
 *
 * <p>Guarantee: what {@link #keep} returned from is found again by another process, unless the machine itself fails; a
 * line that was cut off by a kill is overlooked.
 */
public final class KeptReplies implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Reply> kept = new HashMap<>();
    private final OutputStream file;
    private double usd;

    /**
     * One line.
     *
     * @param key of the call
     * @param usd that it cost
     * @param reply null when it could not be used
     */
    private record Line(
            @Nullable String key, double usd, @Nullable Reply reply) {}

    /** Those of a file, which is made when it is not there. */
    public KeptReplies(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (Files.exists(path)) {
                // Bytes as they are, because a kill cuts within a character as well.
                try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
                    lines.forEach(line -> read(line.getBytes(StandardCharsets.ISO_8859_1)));
                }
            }
            boolean torn = torn(path);
            // Not a channel: an interrupted thread would close that, and what others have paid for would be lost.
            file = new FileOutputStream(path.toFile(), true);
            if (torn) {
                append("");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean torn(Path path) throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return false;
        }
        try (var end = new RandomAccessFile(path.toFile(), "r")) {
            end.seek(end.length() - 1);
            return end.read() != '\n';
        }
    }

    private void read(byte[] text) {
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line == null || line.key() == null || !(line.usd() >= 0)) {
                return;
            }
            usd += line.usd();
            if (line.reply() != null) {
                kept.put(line.key(), line.reply());
            }
        } catch (JacksonException e) {
            // Cut off by a kill: it was not yet kept.
        }
    }

    /** The reply to a call. */
    public synchronized Optional<Reply> find(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    /** Keeps what a call cost, and its reply; null when it cannot be used. */
    public synchronized void keep(String key, double cost, @Nullable Reply reply) {
        append(JSON.writeValueAsString(new Line(key, cost, reply)));
        usd += cost;
        if (reply != null) {
            kept.put(key, reply);
        }
    }

    private void append(String line) {
        try {
            file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls whose reply can be used, those of earlier processes among them. */
    public synchronized int answered() {
        return kept.size();
    }

    /** US dollars that all calls cost, those of earlier processes among them. */
    public synchronized double usd() {
        return usd;
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
