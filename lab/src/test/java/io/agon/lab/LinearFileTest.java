package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinearFileTest {

    private static final String GOOD =
            "{\"policies\": [\"A\", \"B\"], \"features\": [[1, 0], [0, 1e0]], \"beta\": [0.5, -0.5]}";

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void good_isRead() throws Exception {
        LinearInstance instance = LinearFile.read(file("good.json", GOOD));
        assertThat(instance.names()).containsExactly("A", "B");
        assertThat(instance.winner()).isZero();
        assertThat(instance.features().dimension()).isEqualTo(2);
        assertThat(instance.beta()).containsExactly(0.5, -0.5);
        assertThat(instance.matrix().get(0, 1)).isEqualTo(1 / (1 + Math.exp(-1)), within(1e-12));
    }

    @Test
    void compressed_inAnyOrder_isRead() throws Exception {
        Path path = folder.resolve("good.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("{\"beta\":[1],\"features\":[[2],[1]],\"policies\":[\"A\",\"B\"]}"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(LinearFile.read(path).strength(0)).isEqualTo(2);
    }

    private static Arguments bad(String content, String... parts) {
        return Arguments.of(content.replace('\'', '"'), parts);
    }

    static Stream<Arguments> badFiles() {
        String head = "{'policies': ['A', 'B'],\n'features': ";
        return Stream.of(
                bad("", "the file is empty", "'policies'".replace('\'', '"')),
                bad("[1]", ":1:", "must hold an object"),
                bad("{", ":1:", "not valid JSON"),
                bad("p,A,B", ":1:", "not valid JSON"),
                bad("{'policies': ['A', 'B']}", "features is missing"),
                bad("{'features': [[1]], 'beta': [1]}", "policies is missing"),
                bad(head + "[[1], [2]]}", "beta is missing", "one coefficient a feature"),
                bad(head + "[[1], [2]],\n'bata': [1]}", ":3:", "'bata'", "did you mean 'beta'?"),
                bad(head + "[[1], [2]], 'beta': [1], 'beta': [1]}", ":2:", "beta stands twice"),
                bad(head + "[[1], [2]], 'beta': [1]} x", ":2:", "not valid JSON"),
                bad(head + "[[1], [2]], 'beta': [1]} {}", ":2:", "follows the end"),
                bad(head + "[[1, 2],\n[2]], 'beta': [1, 1]}", ":3:", "features[1] ('B')", "1 numbers, but beta has 2"),
                bad(head + "[[1]], 'beta': [1]}", "2 policies, but 1 rows"),
                bad(head + "[[], []], 'beta': []}", ":2:", "0 numbers"),
                bad(head + "[[1], ['x']], 'beta': [1]}", ":2:", "features[1][0]", "the text 'x'"),
                bad(head + "[[1], [null]], 'beta': [1]}", "features[1][0]", "null"),
                bad(head + "[[1], [NaN]], 'beta': [1]}", ":2:", "not valid JSON"),
                bad(head + "[[1], [1e999]], 'beta': [1]}", "features[1][0]", "finite", "1e999"),
                bad(head + "[[1], [[2]]], 'beta': [1]}", "features[1][0]", "a list"),
                bad(head + "[1, 2], 'beta': [1]}", "features[0] must be a list of numbers, but it is 1"),
                bad(head + "{}, 'beta': [1]}", "features must be a list, but it is an object"),
                bad(head + "[[1],\n[1.0]], 'beta': [1]}", ":3:", "'B' has the same features as 'A' in line 2"),
                bad(head + "[[1, 0], [0, 1]], 'beta': [1, 1]}", "'A' and 'B' are equally strong"),
                bad(head + "[[1e308], [1]], 'beta': [1e308]}", "strength of 'A'", "too large"),
                bad("{'policies': ['A', 'A'], 'features': [[1], [2]], 'beta': [1]}", ":1:", "'A' stands twice"),
                bad("{'policies': ['A', ' '], 'features': [[1], [2]], 'beta': [1]}", "policies[1] must be a name"),
                bad("{'policies': ['A', 7], 'features': [[1], [2]], 'beta': [1]}", "policies[1] must be a name", "7"),
                bad("{'policies': ['A'], 'features': [[1]], 'beta': [1]}", "policies holds 1", "at least 2"),
                bad("{'policies': ['A', '" + "x".repeat(1 << 21) + "']}", "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFile_getsOneLineThatSaysWhere(String content, String[] parts) throws IOException {
        Path path = file("bad.json", content);
        assertThatThrownBy(() -> LinearFile.read(path))
                .isInstanceOf(BadMatrixException.class)
                .message()
                .startsWith(path.toString())
                .doesNotContain("\n")
                .contains(parts);
    }

    @Test
    void otherThings_areRefused() throws IOException {
        Path falsely = file("instance.json.gz", GOOD);
        assertThatThrownBy(() -> LinearFile.read(falsely)).hasMessageContaining("not a gzip file");
        assertThatThrownBy(() -> LinearFile.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> LinearFile.read(folder.resolve("none.json"))).hasMessageContaining("no such file");
        Path binary = Files.write(folder.resolve("image.json"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xFF});
        assertThatThrownBy(() -> LinearFile.read(binary)).isInstanceOf(BadMatrixException.class);
        var many = new StringBuilder("{\"policies\": [");
        for (int k = 0; k <= MatrixFile.MOST_POLICIES; k++) {
            many.append(k == 0 ? "" : ",").append('"').append(k).append('"');
        }
        Path huge = file("huge.json", many + "]}");
        assertThatThrownBy(() -> LinearFile.read(huge)).hasMessageContaining("at most that many can be simulated");
    }

    @Test
    void controlCharacters_stayOutOfMessages() throws IOException {
        Path path = file("rude.json", "{\"\\u001b[31m\": 1}");
        assertThatThrownBy(() -> LinearFile.read(path)).hasMessageContaining("'?[31m'");
    }
}
