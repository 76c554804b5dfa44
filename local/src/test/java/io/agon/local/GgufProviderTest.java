package io.agon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufProviderTest {

    private final GgufProvider provider = new GgufProvider();

    @TempDir
    Path folder;

    @Test
    void service_isFound_besideThatOfTheEngine() {
        assertThat(ServiceLoader.load(ModelProvider.class))
                .hasAtLeastOneElementOfType(GgufProvider.class)
                .hasSizeGreaterThan(1);
        assertThat(provider.local()).isTrue();
        assertThat(provider.serves(ModelId.parse("local:a/b.GGUF"))).isTrue();
        assertThat(provider.serves(ModelId.parse("local:a.bin"))).isFalse();
        assertThat(provider.serves(ModelId.parse("ollama:a.gguf"))).isFalse();
    }

    @Test
    void metadata_isRead() throws Exception {
        GgufFile file = GgufFile.read(write(TinyGguf.bytes(Optional.of("{{ messages }}"))));
        assertThat(file.context()).hasValue(512);
        assertThat(file.chatTemplate()).contains("{{ messages }}");
        assertThat(file.metadata()).containsEntry("general.name", "stories260K");
    }

    @Test
    void metadataCutOffAnywhere_isRefused() throws Exception {
        byte[] whole = TinyGguf.bytes(Optional.empty());
        Property.forAll(1, 200, Gen.ints(0, 9_000), length -> {
            write(Arrays.copyOf(whole, length));
            refuses(Map.of(), "no whole GGUF file");
        });
    }

    @Test
    void absurdLengths_areRefused() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x46554747).putInt(3).putLong(1).putLong(Long.MAX_VALUE);
        write(bytes.array());
        refuses(Map.of(), "entries");
        bytes.putLong(16, 1).putLong(24, Long.MAX_VALUE);
        write(bytes.array());
        refuses(Map.of(), "a text of");
        bytes.putLong(24, 0).putInt(32, 9).putInt(36, 10).putLong(40, Long.MAX_VALUE);
        write(bytes.array());
        refuses(Map.of(), "an array of");
    }

    @Test
    void weightsCutOff_areRefusedByLlamaCpp_asAnException() throws Exception {
        byte[] whole = TinyGguf.bytes(Optional.empty());
        write(Arrays.copyOf(whole, whole.length - 1000));
        refuses(Map.of(), "cannot load", "m.gguf");
    }

    @Test
    void parameters_areChecked() throws Exception {
        refuses(Map.of(), "There is no model");
        write(TinyGguf.bytes(Optional.of("something else")));
        refuses(Map.of(), "of no known kind", "chatml");
        refuses(Map.of("chat", "x"), "There is no chat format 'x'");
        refuses(Map.of("contxt", 5), "knows no parameter 'contxt'", "context");
        refuses(Map.of("context", 2.5), "context is 2.5");
        refuses(Map.of("threads", -1), "threads is -1");
        refuses(Map.of("threads", "many"), "threads is many");
    }

    private Path write(byte[] bytes) throws java.io.IOException {
        return Files.write(folder.resolve("m.gguf"), bytes);
    }

    private void refuses(Map<String, Object> parameters, String... message) {
        ModelOptions options =
                new ModelOptions(folder, Optional.empty(), Optional.empty(), Duration.ofMinutes(1), parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider.open(ModelId.parse("local:m.gguf"), options))
                .withMessageContainingAll(message);
    }
}
