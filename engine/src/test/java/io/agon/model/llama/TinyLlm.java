package io.agon.model.llama;

import io.agon.model.Model;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tiny language model of the examples. */
final class TinyLlm {

    static final Path FOLDER = Path.of(System.getProperty("agon.root", ".."), "examples", "tiny-llm");
    static final Path MODEL = FOLDER.resolve("stories260K.bin");
    static final Path TOKENS = FOLDER.resolve("tok512.bin");

    private TinyLlm() {}

    /** The bytes of the tokenizer's file. */
    static byte[] tokens() {
        try {
            return Files.readAllBytes(TOKENS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Tokenizer tokenizer() {
        try {
            return Tokenizer.read(TOKENS, 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Model open() {
        return new LlamaProvider().open(ModelId.parse("local:stories260K.bin"), ModelOptions.in(FOLDER));
    }
}
