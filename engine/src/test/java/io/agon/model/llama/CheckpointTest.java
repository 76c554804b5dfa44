package io.agon.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {

    private static final Shape SHAPE = new Shape(8, 6, 2, 4, 2, 10, 5, true);

    @TempDir
    Path folder;

    @Test
    void digest_isThatOfTheFile() throws Exception {
        Checkpoint tiny = Checkpoint.read(TinyLlm.MODEL);
        assertThat(tiny.weights().shape()).isEqualTo(new Shape(64, 172, 5, 8, 4, 512, 512, true));
        assertThat(tiny.digest()).isEqualTo("b0a507e7ad0f626624f17112325e66691f9076d622e1d3274d103d00299f2696");
    }

    @Test
    void cutOffAnywhere_isRefused() {
        byte[] whole = CheckpointFile.random(SHAPE, new SplittableRandom(1)).bytes();
        Property.forAll(
                1, 100, Gen.ints(0, whole.length - 1), length -> refuses(Arrays.copyOf(whole, length), "cut off"));
    }

    @Test
    void bytesTooMany_areRefused() throws Exception {
        byte[] whole = CheckpointFile.random(SHAPE, new SplittableRandom(1)).bytes();
        refuses(Arrays.copyOf(whole, whole.length + 1), "another kind of file");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6, 2, 4, 2, 10, 5",
        "8, 0, 2, 4, 2, 10, 5",
        "8, 6, -1, 4, 2, 10, 5",
        "8, 6, 2, 3, 3, 10, 5",
        "8, 6, 2, 8, 2, 10, 5",
        "8, 6, 2, 4, 3, 10, 5",
        "8, 6, 2, 4, 0, 10, 5",
        "8, 6, 2, 4, 2, 0, 5",
        "8, 6, 2, 4, 2, -2147483648, 5",
        "8, 6, 2, 4, 2, 10, 2147483647",
        "2147483646, 2147483647, 2147483647, 1, 1, 2147483647, 2147483647",
        "1048576, 1048576, 1048576, 1, 1, 1048576, 1048576",
        "1048576, 1048576, 1048576, 1, 1, -1048576, 1048576",
        "32768, 32768, 1048576, 1, 1, 32768, 1048576"
    })
    void absurdHeader_isRefused_beforeAnythingIsAllocated(
            int dim, int hidden, int layers, int heads, int kvHeads, int vocabulary, int context) throws Exception {
        refuses(CheckpointFile.header(dim, hidden, layers, heads, kvHeads, vocabulary, context), "model.bin");
    }

    @Test
    void randomBytes_areRefused() {
        Property.forAll(
                1,
                300,
                random -> {
                    byte[] bytes = new byte[random.nextInt(0, 300)];
                    random.nextBytes(bytes);
                    return bytes;
                },
                bytes -> refuses(bytes, "model.bin"));
    }

    @Test
    void filesOftenTakenForOne_areNamed() throws Exception {
        refuses(Arrays.copyOf("GGUF".getBytes(StandardCharsets.UTF_8), 100), "ends in .gguf");
        refuses(Arrays.copyOf("24ka".getBytes(StandardCharsets.UTF_8), 300), "--version 0");
        refuses(Arrays.copyOf("PK\3\4".getBytes(StandardCharsets.UTF_8), 300), "PyTorch");
    }

    @Test
    void weightThatIsNoNumber_isRefused() throws Exception {
        CheckpointFile file = CheckpointFile.random(SHAPE, new SplittableRandom(1));
        file.numbers()[40] = Float.NaN;
        refuses(file.bytes(), "damaged");
    }

    @Test
    void fileLargerThanTheMemory_isRefused_withTheMend() throws Exception {
        Shape large = new Shape(32768, 32768, 64, 1, 1, 32768, 2, true);
        byte[] header = CheckpointFile.header(32768, 32768, 64, 1, 1, 32768, 2);
        Path file = folder.resolve("large.bin");
        // A hole: no disk is used.
        try (var channel = Files.newByteChannel(
                file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(header));
            channel.position(28 + 4 * large.numbers() - 1);
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.read(file))
                .withMessageContaining("-Xmx");
    }

    private void refuses(byte[] bytes, String message) throws Exception {
        Path file = Files.write(folder.resolve("model.bin"), bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.read(file))
                .withMessageContaining("model.bin")
                .withMessageContaining(message);
    }
}
