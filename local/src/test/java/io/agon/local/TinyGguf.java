package io.agon.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tiny language model of the examples as a GGUF file: the same weights and tokens. */
final class TinyGguf {

    static final Path FOLDER = Path.of(System.getProperty("agon.root", ".."), "examples", "tiny-llm");

    private static final int DIM = 64;
    private static final int HIDDEN = 172;
    private static final int LAYERS = 5;
    private static final int KV = 32;
    private static final int VOCABULARY = 512;

    private TinyGguf() {}

    static byte[] bytes(Optional<String> chatTemplate) throws IOException {
        GgufWriter file = new GgufWriter()
                .text("general.architecture", "llama")
                .text("general.name", "stories260K")
                .whole("llama.context_length", 512)
                .whole("llama.embedding_length", DIM)
                .whole("llama.block_count", LAYERS)
                .whole("llama.feed_forward_length", HIDDEN)
                .whole("llama.rope.dimension_count", 8)
                .whole("llama.attention.head_count", 8)
                .whole("llama.attention.head_count_kv", 4)
                .real("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        chatTemplate.ifPresent(template -> file.text("tokenizer.chat_template", template));
        tokens(file);
        weights(file);
        return file.bytes();
    }

    private static void tokens(GgufWriter file) throws IOException {
        ByteBuffer bytes = open("tok512.bin");
        bytes.getInt();
        List<String> pieces = new ArrayList<>();
        float[] scores = new float[VOCABULARY];
        int[] types = new int[VOCABULARY];
        for (int token = 0; token < VOCABULARY; token++) {
            scores[token] = bytes.getFloat();
            byte[] piece = new byte[bytes.getInt()];
            bytes.get(piece);
            // Spaces are U+2581 there; the special tokens have the names that are usual there.
            pieces.add(
                    switch (token) {
                        case 1 -> "<s>";
                        case 2 -> "</s>";
                        default -> new String(piece, StandardCharsets.UTF_8).replace(' ', '\u2581');
                    });
            types[token] = token == 0 ? 2 : token < 3 ? 3 : token < 259 ? 6 : 1;
        }
        file.text("tokenizer.ggml.model", "llama")
                .texts("tokenizer.ggml.tokens", pieces)
                .reals("tokenizer.ggml.scores", scores)
                .wholes("tokenizer.ggml.token_type", types)
                .whole("tokenizer.ggml.bos_token_id", 1)
                .whole("tokenizer.ggml.eos_token_id", 2)
                .whole("tokenizer.ggml.unknown_token_id", 0)
                .yes("tokenizer.ggml.add_bos_token", true);
    }

    private static void weights(GgufWriter file) throws IOException {
        ByteBuffer bytes = open("stories260K.bin").position(28).slice().order(ByteOrder.LITTLE_ENDIAN);
        file.tensor("token_embd.weight", take(bytes, VOCABULARY * DIM), DIM, VOCABULARY);
        layers(file, bytes, "attn_norm", DIM);
        layers(file, bytes, "attn_q", DIM, DIM);
        layers(file, bytes, "attn_k", DIM, KV);
        layers(file, bytes, "attn_v", DIM, KV);
        layers(file, bytes, "attn_output", DIM, DIM);
        layers(file, bytes, "ffn_norm", DIM);
        layers(file, bytes, "ffn_gate", DIM, HIDDEN);
        layers(file, bytes, "ffn_down", HIDDEN, DIM);
        layers(file, bytes, "ffn_up", DIM, HIDDEN);
        file.tensor("output_norm.weight", take(bytes, DIM), DIM);
    }

    private static void layers(GgufWriter file, ByteBuffer bytes, String name, int... shape) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        for (int layer = 0; layer < LAYERS; layer++) {
            file.tensor("blk.%d.%s.weight".formatted(layer, name), take(bytes, size), shape);
        }
    }

    private static float[] take(ByteBuffer bytes, int count) {
        float[] numbers = new float[count];
        bytes.asFloatBuffer().get(numbers);
        bytes.position(bytes.position() + 4 * count);
        return numbers;
    }

    private static ByteBuffer open(String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
    }
}
