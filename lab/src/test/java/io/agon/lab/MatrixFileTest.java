package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.preference.PreferenceMatrix;
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
import org.junit.jupiter.params.provider.ValueSource;

class MatrixFileTest {

    private static final String GOOD = "arm,A,B\nA,0.5,0.7\nB,0.3,0.5\n";

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                "arm,A,B\r\nA,0.5,0.7\r\nB,0.3,0.5\r\n",
                "\uFEFFarm,A,B\nA,0.5,0.7\nB,0.3,0.5",
                ",A,B\nA,.5,7e-1\nB,0.30,+0.5\n",
                "# who beats whom\n\narm, A , B\n A, 0.5, 0.7\n# half way\nB,0.3,0.5\n\n",
                "\"arm\",\"A\",\"B\"\n\"A\",0.5,\"0.7\"\n\"B\",0.3,0.5\n",
            })
    void goodForms_giveTheSameMatrix(String content) throws Exception {
        PreferenceMatrix matrix = MatrixFile.read(file("good.csv", content));
        assertThat(matrix.names()).containsExactly("A", "B");
        assertThat(matrix.get(0, 1)).isEqualTo(0.7, within(1e-12));
        assertThat(matrix.get(1, 0)).isEqualTo(0.3, within(1e-12));
    }

    @Test
    void compressed_isRead() throws Exception {
        Path path = folder.resolve("good.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(GOOD.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(MatrixFile.read(path).names()).containsExactly("A", "B");
    }

    @Test
    void numbersAlone_nameThePoliciesByIndex() throws Exception {
        PreferenceMatrix matrix =
                MatrixFile.read(file("plain.csv", "# from a paper\n0.5,0.6,1\n0.4,0.5,0.5\n0,0.5,0.5\n"));
        assertThat(matrix.names()).containsExactly("0", "1", "2");
        assertThat(matrix.get(2, 0)).isZero();
    }

    @Test
    void quotedNames_mayHoldCommasAndQuotes() throws Exception {
        String content = "arm,\"a, b\",\"say \"\"hi\"\"\"\n\"a, b\",0.5,0.7\n\"say \"\"hi\"\"\",0.3,0.5\n";
        assertThat(MatrixFile.read(file("quoted.csv", content)).names()).containsExactly("a, b", "say \"hi\"");
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                bad("", "empty"),
                bad("# only a comment\n\n", "empty"),
                bad("arm,A,B\nA,0.5,0.7\n", "2 columns but 1 row", "square", "'B'"),
                bad("0.5,0.7\n", "2 columns but 1 row", "square"),
                bad(GOOD + "C,0.1,0.2\n", ":4:", "row 3", "square"),
                bad("arm,A,B\nA,0.5,0.7\nC,0.3,0.5\n", ":3:", "'C'", "'B'"),
                bad("arm,A,B\nB,0.5,0.7\nA,0.3,0.5\n", ":2:", "'B'", "same order"),
                bad("arm,A,B\nA,0.5,0.7\nB,0.4,0.5\n", ":3:", "0.4", "0.7", "line 2", "add up to 1"),
                bad("# c\n0.5,0.7\n0.4,0.5\n", ":3:", "line 2", "add up to 1"),
                bad("arm,A,B\nA,0.5,NaN\nB,0.3,0.5\n", ":2:", "('A', 'B')", "not a number"),
                bad("NaN,0.7\n0.3,0.5\n", ":1:", "not a number"),
                bad("arm,A,B\nA,0.5,\nB,0.3,0.5\n", ":2:", "('A', 'B')", "blank"),
                bad("arm,A,B\nA,0.5,often\nB,0.3,0.5\n", ":2:", "'often'", "not a number"),
                bad("arm,A,B\nA,0.5,0.7f\nB,0.3,0.5\n", ":2:", "'0.7f'", "not a number"),
                bad("arm,A,B\nA,0.5,Infinity\nB,0.3,0.5\n", ":2:", "'Infinity'", "not a number"),
                bad("arm,A,B\nA,0.5,1.2\nB,0.3,0.5\n", ":2:", "1.2", "outside [0, 1]"),
                bad("arm,A,B\nA,0.5,-0.1\nB,0.3,0.5\n", ":2:", "-0.1", "outside [0, 1]"),
                bad("arm,A,B\nA,50,70\nB,30,50\n", ":2:", "Divide percentages by 100"),
                bad("arm,A,B\nA,0,0.7\nB,0.3,0.5\n", ":2:", "diagonal", "Write 0.5"),
                bad("arm,A,A\nA,0.5,0.7\nA,0.3,0.5\n", ":1:", "'A'", "twice", "columns 2 and 3"),
                bad("arm,A,\nA,0.5,0.7\nB,0.3,0.5\n", ":1:", "column 3 has no name"),
                bad("arm,A\nA,0.5\n", ":1:", "one policy", "At least 2"),
                bad("arm;A;B\nA;0.5;0.7\nB;0.3;0.5\n", ":1:", "';'", "use commas"),
                bad("arm\tA\tB\nA\t0.5\t0.7\n", ":1:", "tabs", "use commas"),
                bad("hello\n", ":1:", "one cell", "policy,A,B,C"),
                bad("arm,A,B\nA,0.5\nB,0.3,0.5\n", ":2:", "'A'", "1 values", "missing cells"),
                bad("arm,A,B\nA,0,5,0,7\nB,0.3,0.5\n", ":2:", "4 values", "point, not a comma"),
                bad("arm,\"A,B\nA,0.5,0.7\n", ":1:", "double quote", "not closed"),
                bad("arm,A,B\nA,0.5,0.7\u0000\nB,0.3,0.5\n", "not a text file"),
                bad("arm," + "x".repeat(1 << 21), "characters"));
    }

    private static Arguments bad(String content, String... parts) {
        return Arguments.of(content, parts);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFile_getsOneLineThatSaysWhere(String content, String[] parts) throws IOException {
        Path path = file("bad.csv", content);
        assertThatThrownBy(() -> MatrixFile.read(path))
                .isInstanceOf(BadMatrixException.class)
                .message()
                .startsWith(path.toString())
                .doesNotContain("\n")
                .contains(parts);
    }

    @Test
    void binary_isRefused() throws IOException {
        Path path = Files.write(folder.resolve("image.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xFF, 10});
        assertThatThrownBy(() -> MatrixFile.read(path))
                .isInstanceOf(BadMatrixException.class)
                .hasMessageContaining("not a text file");
    }

    @Test
    void falselyNamedGzip_isRefused() throws IOException {
        Path path = file("matrix.csv.gz", GOOD);
        assertThatThrownBy(() -> MatrixFile.read(path))
                .isInstanceOf(BadMatrixException.class)
                .hasMessageContaining("not a gzip file");
    }

    @Test
    void folder_isRefused() {
        assertThatThrownBy(() -> MatrixFile.read(folder))
                .isInstanceOf(BadMatrixException.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void missingFile_isRefused() {
        assertThatThrownBy(() -> MatrixFile.read(folder.resolve("none.csv")))
                .isInstanceOf(BadMatrixException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void controlCharacters_stayOutOfMessages() throws IOException {
        Path path = file("rude.csv", "arm,A,B\nA,0.5,\u001b[31mred\nB,0.3,0.5\n");
        assertThatThrownBy(() -> MatrixFile.read(path)).hasMessageContaining("'?[31mred'");
    }
}
