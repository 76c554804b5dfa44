package io.agon.improve.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left behind: not at the end, and not for ever after a kill. */
class JavaFolderTest {

    @TempDir
    Path temporary;

    private List<Path> left() throws Exception {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.toList();
        }
    }

    private static void age(Path folder) throws Exception {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
    }

    /** Makes a folder and ends, by itself or by force. */
    static final class Another {
        public static void main(String[] arguments) {
            var unused = new JavaFolder(Path.of(arguments[0]));
            System.out.println("ready");
            if (arguments.length > 1) {
                Runtime.getRuntime().halt(9);
            }
        }
    }

    private void another(String... how) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path", System.getProperty("java.class.path")),
                                        Another.class.getName(),
                                        temporary.toString()),
                                Stream.of(how))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        process.waitFor();
    }

    @Test
    void folder_isGoneWhenItIsClosed_orItsProcessEnds() throws Exception {
        try (var folder = new JavaFolder(temporary)) {
            assertThat(folder.path()).isDirectory();
        }
        assertThat(left()).isEmpty();
        another();
        assertThat(left()).isEmpty();
    }

    @Test
    void folderOfAKilledProcess_isRemovedByTheNext_andOneInUseIsNot() throws Exception {
        another("killed");
        Path abandoned = left().getFirst();
        Path foreign = Files.createDirectory(temporary.resolve("agon-javanese"));
        age(foreign);
        try (var used = new JavaFolder(temporary)) {
            assertThat(abandoned).as("too young").exists();
            age(abandoned);
            age(used.path());
            try (var next = new JavaFolder(temporary)) {
                assertThat(abandoned).doesNotExist();
                assertThat(left()).containsExactlyInAnyOrder(used.path(), next.path(), foreign);
            }
        }
    }
}
