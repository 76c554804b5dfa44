package io.agon.improve.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder with what children need: the filter, and the classes of {@link CandidateHost} alone, so that
 * candidates find no other class of ours. It is removed when it is closed or Agon ends; that of an Agon that was killed
 * is removed when the next folder is made. Which ones are in use is known by a lock.
 */
final class JavaFolder implements AutoCloseable {

    private static final List<Class<?>> HOST = List.of(
            CandidateHost.class, CandidateHost.Loader.class, CandidateHost.Files.class, CandidateHost.Output.class);

    private static final String NAME = "agon-java";
    private static final String LOCK = "lock";

    /** A younger one may not be locked yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lock;
    private final Thread end = new Thread(this::remove, "candidates");

    JavaFolder() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** In a folder for temporary ones. */
    JavaFolder(Path temporary) {
        try {
            abandoned(temporary).forEach(JavaFolder::remove);
            path = Files.createTempDirectory(temporary, NAME).toRealPath();
            lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock.lock();
            Runtime.getRuntime().addShutdownHook(end);
            Files.write(path.resolve("filter"), SystemCalls.here().filter());
            for (Class<?> host : HOST) {
                String name = host.getName().replace('.', '/') + ".class";
                Path file = path.resolve("host").resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream bytes = CandidateHost.class.getClassLoader().getResourceAsStream(name)) {
                    if (bytes == null) {
                        throw new IllegalStateException("The class %s is not in this build.".formatted(name));
                    }
                    Files.copy(bytes, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> abandoned(Path temporary) throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(it -> it.getFileName().toString().startsWith(NAME) && abandoned(it, Instant.now()))
                    .toList();
        }
    }

    /** Whether nobody holds its lock, and it is ours to remove. */
    private static boolean abandoned(Path folder, Instant now) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || Files.getLastModifiedTime(folder).toInstant().isAfter(now.minus(YOUNG))) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                return free != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            return; // The end has begun: its hook removes it.
        }
        remove();
    }

    private void remove() {
        remove(path);
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Another Agon removes it too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
