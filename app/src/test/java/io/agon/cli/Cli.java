package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one call of the program did, in this process.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Cli(int code, String out, String err) {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Cli agon(Object... arguments) {
        return in(StandardCharsets.UTF_8, Map.of(), arguments);
    }

    static Cli in(Charset charset, Map<String, String> environment, Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String[] words = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int code = Main.run(
                words,
                new PrintStream(out, true, charset),
                new PrintStream(err, true, charset),
                Terminal.NONE,
                environment);
        return new Cli(code, out.toString(charset), err.toString(charset));
    }

    /** The one JSON document on standard output. */
    JsonNode json() {
        assertThat(out.strip().lines()).as("one document").hasSize(1);
        assertThat(out).doesNotContain("NaN").doesNotContain("Infinity");
        return STRICT.readTree(out);
    }

    /** An error in one line, with this exit code. */
    Cli failsWith(int expected, String... parts) {
        assertThat(code).as("exit code of: " + err).isEqualTo(expected);
        assertThat(err.strip().lines()).as("one line").hasSize(1);
        assertThat(err).startsWith("error: ").doesNotContain("\tat ").doesNotContain("Exception");
        for (String part : parts) {
            assertThat(err).contains(part);
        }
        return this;
    }

    Cli succeeds() {
        assertThat(code).as(err).isZero();
        return this;
    }

    /** The experiment that {@code init} writes. */
    static Path starter(Path folder) {
        Path demo = folder.resolve("demo");
        agon("init", demo).succeeds();
        return demo;
    }

    /** A preference matrix as a file. */
    static Path matrix(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("matrix.csv"), text);
    }

    static Path cycle(Path folder) throws IOException {
        return matrix(folder, "p,a,b,c\na,.5,.6,.4\nb,.4,.5,.6\nc,.6,.4,.5\n");
    }

    static Path clear(Path folder) throws IOException {
        return matrix(folder, "p,a,b,c\na,.5,.8,.8\nb,.2,.5,.6\nc,.2,.4,.5\n");
    }

    static void change(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }
}
