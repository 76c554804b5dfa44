package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md shows is what happens.
 *
 * <ul>
 *   <li>{@code console} blocks: lines that start with "$ " are commands (a backslash at the end goes on), what follows
 *       is their standard output, or standard error and output. They run in a copy of the examples, with {@code agon}
 *       and {@code ./agon}. Run ids, dates, durations, blanks and the version of Java do not matter; a line "..."
 *       stands for any lines. Commands that start with git, mvn, cd or sh are not run, nor are blocks marked
 *       {@code console slow}.
 *   <li>{@code java} blocks: compiled and run; a {@code text} block right after is their output. Statements without a
 *       class get one around them.
 *   <li>{@code <!-- not run -->} before a block leaves it out.
 * </ul>
 */
class ReadmeTest {

    private static final Pattern NOT_RUN = Pattern.compile("(git|mvn|cd|sh|sudo|curl) .*");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    @TempDir
    Path folder;

    /** A fenced block. */
    record Block(int line, String language, String text, boolean left) {}

    @TestFactory
    Stream<DynamicTest> blocks() throws IOException {
        Path readme = root().resolve("README.md");
        if (!Files.exists(readme)) {
            return Stream.of(DynamicTest.dynamicTest("no README.md yet", () -> {}));
        }
        List<Block> blocks = blocks(Files.readString(readme));
        assertThat(blocks).isNotEmpty();
        var tests = new ArrayList<DynamicTest>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : null;
            if (!block.left() && block.language().equals("console")) {
                tests.add(DynamicTest.dynamicTest("console, line " + block.line(), () -> console(block)));
            } else if (!block.left() && block.language().equals("java")) {
                tests.add(DynamicTest.dynamicTest("java, line " + block.line(), () -> java(block, next)));
            }
        }
        return tests.isEmpty() ? Stream.of(DynamicTest.dynamicTest("nothing to run", () -> {})) : tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> itself() {
        List<Block> blocks = blocks("""
            ```console
            $ agon init d | tail -1
            Next: agon run d
            $ agon run d > out; \\
              agon list d
            run started state policies experiment
            123456-123456 2000-01-01 00:00 finished 5 Which of five support bots is best? (made-up data)
            $ agon show d
            Which...
            ...
            ANSWER the best is expert-best-of-3 (95 %, valid whenever you look)
            ...
            ```
            <!-- not run -->
            ```console
            $ false
            ```
            ```java
            import io.agon.preference.Duel;
            record Local(int x) {}
            System.out.println(new Duel(0, 1).first() + new Local(7).x());
            ```
            ```text
            7
            ```
            """.replace("Which...\n", "Which of five support bots is best? (made-up data)\n"));
        assertThat(blocks).hasSize(4);
        assertThat(blocks.get(1).left()).isTrue();
        return Stream.of(
                DynamicTest.dynamicTest("console", () -> console(blocks.get(0))),
                DynamicTest.dynamicTest("java", () -> java(blocks.get(2), blocks.get(3))),
                DynamicTest.dynamicTest(
                        "difference",
                        () -> assertThat(matches(List.of("a", "...", "d"), List.of("a", "b", "c", "e")))
                                .isFalse()));
    }

    static List<Block> blocks(String text) {
        var blocks = new ArrayList<Block>();
        String language = null;
        String before = "";
        var content = new StringBuilder();
        int start = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (language == null && line.startsWith("```")) {
                language = line.substring(3).strip();
                start = number;
                content.setLength(0);
            } else if (language != null && line.startsWith("```")) {
                boolean left = before.equals("<!-- not run -->") || language.endsWith(" slow");
                blocks.add(new Block(start, language, content.toString(), left));
                language = null;
                before = "";
            } else if (language != null) {
                content.append(line).append('\n');
            } else if (!line.isBlank()) {
                before = line.strip();
            }
        }
        return blocks;
    }

    private void console(Block block) throws Exception {
        assumeTrue(File.separatorChar == '/', "a POSIX shell is needed");
        Path place = checkout();
        String command = null;
        boolean more = false;
        var expected = new ArrayList<String>();
        for (String line : block.text().lines().toList()) {
            if (more) {
                command = command + "\n" + line;
                more = line.endsWith("\\");
            } else if (line.startsWith("$ ")) {
                check(block, place, command, expected);
                command = line.substring(2);
                more = line.endsWith("\\");
                expected.clear();
            } else {
                expected.add(line);
            }
        }
        check(block, place, command, expected);
    }

    private static void check(Block block, Path place, @Nullable String command, List<String> expected)
            throws Exception {
        if (command == null || NOT_RUN.matcher(command).matches()) {
            return;
        }
        Path out = place.resolve("stdout.txt");
        Path err = place.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(place.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PATH", place + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("AGON_DEBUG");
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(command).isTrue();
        List<String> wanted = normal(expected);
        List<String> output = normal(Files.readAllLines(out));
        List<String> both = Stream.concat(normal(Files.readAllLines(err)).stream(), output.stream())
                .toList();
        if (!matches(wanted, output) && !matches(wanted, both)) {
            assertThat(String.join("\n", both))
                    .as("README.md:%d: $ %s", block.line(), command)
                    .isEqualTo(String.join("\n", wanted));
        }
    }

    /** A copy of what the commands need, so that runs leave no trace. */
    private Path checkout() throws IOException {
        Path place = Files.createDirectories(folder.resolve("checkout-" + System.nanoTime()));
        Path examples = root().resolve("examples");
        try (Stream<Path> files = Files.walk(examples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = root().relativize(file);
                if (!name.toString().contains(".agon" + File.separator)) {
                    Path copy = place.resolve(name.toString());
                    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                    Files.copy(file, copy);
                }
            }
        }
        Path agon = Files.writeString(
                place.resolve("agon"),
                "#!/bin/sh\nexec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' io.agon.cli.Main \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(agon, PosixFilePermissions.fromString("rwxr-xr-x"));
        return place;
    }

    /** Without what differs between two runs, and without blank lines at both ends. */
    static List<String> normal(List<String> lines) {
        var normal = new ArrayList<String>();
        boolean timed = false;
        for (String line : lines) {
            timed = line.strip().endsWith("/decision") || (timed && !line.isBlank());
            String plain = line.replaceAll("\\b\\d{6}-\\d{6}(-\\d+)?\\b", "RUN")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(:\\d\\d)?", "DATE")
                    .replaceAll("\\bunder 1 s\\b|\\b[\\d,.]+ (s|min)\\b|\\b\\d+ h \\d\\d min\\b", "TIME")
                    .replaceAll("Java \\d+", "Java")
                    .replaceAll("\\s+", " ")
                    .stripTrailing();
            normal.add(timed ? plain.replaceAll(" [\\d,.]+$", " MICROS") : plain);
        }
        while (!normal.isEmpty() && normal.getLast().isBlank()) {
            normal.removeLast();
        }
        while (!normal.isEmpty() && normal.getFirst().isBlank()) {
            normal.removeFirst();
        }
        return normal;
    }

    static boolean matches(List<String> wanted, List<String> found) {
        if (wanted.isEmpty()) {
            return found.isEmpty();
        }
        if (wanted.getFirst().equals("...")) {
            List<String> rest = wanted.subList(1, wanted.size());
            for (int from = 0; from <= found.size(); from++) {
                if (matches(rest, found.subList(from, found.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !found.isEmpty()
                && wanted.getFirst().equals(found.getFirst())
                && matches(wanted.subList(1, wanted.size()), found.subList(1, found.size()));
    }

    private void java(Block block, @Nullable Block next) throws Exception {
        var named = CLASS.matcher(block.text());
        String name = named.find() ? named.group(1) : "Example";
        String source = block.text().contains("class " + name) ? block.text() : wrapped(block.text());
        Path classes = Files.createDirectories(folder.resolve("classes-" + block.line()));
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        var problems = new DiagnosticCollector<JavaFileObject>();
        var unit = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        problems,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(unit))
                .call();
        assertThat(compiled)
                .as("README.md:%d: %s", block.line(), problems.getDiagnostics())
                .isTrue();
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            var main = loader.loadClass(name).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        if (next != null && next.language().equals("text") && !next.left()) {
            List<String> wanted = normal(next.text().lines().toList());
            List<String> found =
                    normal(out.toString(StandardCharsets.UTF_8).lines().toList());
            if (!matches(wanted, found)) {
                assertThat(String.join("\n", found))
                        .as("README.md:%d", next.line())
                        .isEqualTo(String.join("\n", wanted));
            }
        }
    }

    private static String wrapped(String text) {
        var imports = new StringBuilder();
        var body = new StringBuilder();
        text.lines()
                .forEach(line -> (line.startsWith("import ") ? imports : body)
                        .append(line)
                        .append('\n'));
        return imports + "public class Example {\n    public static void main(String[] args) throws Exception {\n"
                + body + "    }\n}\n";
    }

    private static Path root() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.exists(place.resolve("agon")) || !Files.exists(place.resolve("testkit"))) {
            place = Objects.requireNonNull(place.getParent(), "README.md lies in the repository's root");
        }
        return place;
    }
}
