package io.agon.improve.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder with what children need: the filter, and the classes of {@link CandidateHost} alone, so that
 * candidates find no other class of ours.
 */
final class JavaFolder implements AutoCloseable {

    private static final List<Class<?>> HOST = List.of(
            CandidateHost.class, CandidateHost.Loader.class, CandidateHost.Files.class, CandidateHost.Output.class);

    private final Path path;

    JavaFolder() {
        try {
            path = Files.createTempDirectory("agon-java").toRealPath();
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

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
