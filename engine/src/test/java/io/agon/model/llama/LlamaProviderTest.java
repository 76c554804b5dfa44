package io.agon.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agon.model.Decoding;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import io.agon.model.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaProviderTest {

    private final LlamaProvider provider = new LlamaProvider();

    @TempDir
    Path folder;

    @Test
    void service_isFound() {
        assertThat(ServiceLoader.load(ModelProvider.class)).hasAtLeastOneElementOfType(LlamaProvider.class);
        assertThat(provider.local()).isTrue();
    }

    @Test
    void checkpoints_areServed_andNothingElse() {
        assertThat(provider.serves(ModelId.parse("local:models/stories15M.bin")))
                .isTrue();
        assertThat(provider.serves(ModelId.parse("local:A.BIN"))).isTrue();
        assertThat(provider.serves(ModelId.parse("local:a.gguf"))).isFalse();
        assertThat(provider.serves(ModelId.parse("openai:a.bin"))).isFalse();
    }

    @Test
    void missingFile_isNamed() {
        refuses("local:none.bin", Map.of(), "There is no model", "none.bin");
        refuses("local:nu\0l.bin", Map.of(), "no name of a file");
    }

    @Test
    void tokenizer_isTheOnlyOneBesideTheModel() throws Exception {
        Files.copy(TinyLlm.MODEL, folder.resolve("token.bin"));
        refuses("local:token.bin", Map.of(), "there are 0: name it in the parameter tokenizer");
        Files.copy(TinyLlm.TOKENS, folder.resolve("tokenizer.bin"));
        assertThat(open("local:token.bin", Map.of()).id()).isEqualTo(ModelId.parse("local:token.bin"));
        Files.copy(TinyLlm.TOKENS, folder.resolve("tok512.bin"));
        refuses("local:token.bin", Map.of(), "there are 2[tok512.bin, tokenizer.bin]");
    }

    @Test
    void tokenizer_mayBeNamed() throws Exception {
        Files.copy(TinyLlm.MODEL, folder.resolve("m.bin"));
        Files.createDirectory(folder.resolve("t"));
        Files.copy(TinyLlm.TOKENS, folder.resolve("t/pieces"));
        assertThat(open("local:m.bin", Map.of("tokenizer", "t/pieces"))).isNotNull();
        refuses("local:m.bin", Map.of("tokenizer", "t/none"), "There is no tokenizer");
        refuses("local:m.bin", Map.of("tokenizer", "m.bin"), "no tokenizer of llama2.c");
        refuses("local:m.bin", Map.of("tokeniser", "t/pieces"), "knows no parameter 'tokeniser'");
    }

    @Test
    void weightsThatOverflow_areAFault_notAText() throws Exception {
        Shape shape = new Shape(8, 6, 2, 4, 2, 512, 5, false);
        CheckpointFile file = CheckpointFile.random(shape, new SplittableRandom(1));
        for (int i = 0; i < file.numbers().length; i++) {
            file.numbers()[i] *= 1e38f;
        }
        Files.write(folder.resolve("m.bin"), file.bytes());
        Files.copy(TinyLlm.TOKENS, folder.resolve("tok512.bin"));
        Model model = open("local:m.bin", Map.of());
        Request request = Request.of(List.of(Message.user("a")), Decoding.DEFAULT);
        Assertions.assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> model.complete(request, 1, "key"))
                .withMessageContaining("overflows")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(new Fault.Rejected(0)));
    }

    private void refuses(String id, Map<String, Object> parameters, String... message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(id, parameters))
                .withMessageContainingAll(message);
    }

    private Model open(String id, Map<String, Object> parameters) {
        return provider.open(
                ModelId.parse(id),
                new ModelOptions(folder, Optional.empty(), Optional.empty(), ModelOptions.DEFAULT_TIMEOUT, parameters));
    }
}
