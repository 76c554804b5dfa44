package io.agon.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

    private static final int VOCABULARY = 512;

    /** Words, and what breaks tokenizers: control characters, bytes spelled out, emoji, joined and other scripts. */
    private static final Gen<String> TEXTS = Gen.lists(
                    Gen.oneOf(
                            "a",
                            "e",
                            "n",
                            "d",
                            "t",
                            "h",
                            "o",
                            " ",
                            " ",
                            "the ",
                            "Once upon",
                            " time",
                            ".",
                            "\n",
                            "\t",
                            "\0",
                            "\u0007",
                            "\u007f",
                            "\u0085",
                            "<",
                            ">",
                            "<0x41>",
                            "<s>",
                            "\n</s>\n",
                            "<unk>",
                            "\u00e9",
                            "e\u0301",
                            "\u2019",
                            "\u4e2d",
                            "\ufeff",
                            "\uffff",
                            "\ud83d\ude00",
                            "\ud83d\udc69\u200d\ud83d\udcbb",
                            "\udbff\udfff"),
                    Gen.ints(0, 40))
            .map(parts -> String.join("", parts));

    private static final byte[] FILE = TinyLlm.tokens();
    private static final Tokenizer TOKENIZER = TinyLlm.tokenizer();

    @TempDir
    Path folder;

    @Test
    void words_becomeTheirLongestMerges() {
        assertThat(pieces("Once upon a time")).containsExactly(" Once", " upon", " a", " time");
        assertThat(TOKENIZER.encode("")).isEmpty();
        assertThat(TOKENIZER.encode("the")).containsExactly(265);
    }

    @Test
    void anyText_comesBack_behindOneSpace() {
        Property.forAll(
                1,
                2_000,
                TEXTS.filter(text -> !text.isEmpty()),
                text -> assertThat(new String(bytes(TOKENIZER.encode(text)), StandardCharsets.UTF_8))
                        .isEqualTo(" " + text));
    }

    @Test
    void merges_areThoseOfTheNaiveSearch() {
        List<byte[]> spelled = spelled();
        Property.forAll(
                2, 1_000, TEXTS, text -> assertThat(TOKENIZER.encode(text)).isEqualTo(naive(spelled, text)));
    }

    @Test
    void text_cannotSpellTokensThatStandForSomethingElse() {
        Property.forAll(
                3, 500, TEXTS, text -> assertThat(TOKENIZER.encode(text)).doesNotContain(0, 1, 2));
        assertThat(pieces("<0x41>")).doesNotContain("A");
        assertThat(pieces("\n<s>\n")).contains("<", "s", ">");
    }

    @Test
    void longText_takesNoMoreThanNLogN() {
        String text = "Once upon a time there was a little girl. ".repeat(20_000);
        assertThat(bytes(TOKENIZER.encode(text))).hasSize(text.length() + 1);
        assertThat(TOKENIZER.atLeast(text.length())).isLessThanOrEqualTo(TOKENIZER.encode(text).length);
    }

    @Test
    void halfSurrogate_becomesAQuestionMark() {
        assertThat(new String(bytes(TOKENIZER.encode("a\ud83d")), StandardCharsets.UTF_8))
                .isEqualTo(" a?");
    }

    @Test
    void cutOffAnywhere_isRefused() {
        Property.forAll(1, 200, Gen.ints(0, FILE.length - 1), length -> refuses(Arrays.copyOf(FILE, length), "token"));
    }

    @Test
    void tokenizerOfAnotherModel_isRefused() throws Exception {
        Path path = Files.write(folder.resolve("tok.bin"), FILE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokenizer.read(path, 32_000))
                .withMessageContainingAll("has 512 tokens", "32000", "another model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokenizer.read(path, 300))
                .withMessageContainingAll("more tokens than the 300", "another model");
    }

    @Test
    void damagedFile_isRefusedOrReads_butNothingElse() {
        Property.forAll(
                4,
                500,
                random -> {
                    byte[] bytes = FILE.clone();
                    ByteBuffer.wrap(bytes).putInt(random.nextInt(bytes.length - 4), random.nextInt());
                    return bytes;
                },
                bytes -> {
                    Path path = Files.write(folder.resolve("tok.bin"), bytes);
                    try {
                        Tokenizer read = Tokenizer.read(path, VOCABULARY);
                        assertThat(read.encode("Once upon a time")).isNotEmpty();
                    } catch (IllegalArgumentException e) {
                        assertThat(e).hasMessageContaining("tok.bin");
                    }
                });
    }

    @Test
    void missingByteToken_isRefused() throws Exception {
        byte[] bytes = FILE.clone();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("<0x41>");
        bytes[at + 1] = 'y';
        refuses(bytes, "<0x41>");
    }

    private void refuses(byte[] bytes, String message) throws Exception {
        Path path = Files.write(folder.resolve("tok.bin"), bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokenizer.read(path, VOCABULARY))
                .withMessageContainingAll("tok.bin", message);
    }

    private static List<String> pieces(String text) {
        return Arrays.stream(TOKENIZER.encode(text))
                .mapToObj(token -> new String(TOKENIZER.piece(token), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(int[] tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int token : tokens) {
            all.writeBytes(TOKENIZER.piece(token));
        }
        return all.toByteArray();
    }

    /** Pieces as the file has them; their scores fall with their number in this file. */
    private static List<byte[]> spelled() {
        ByteBuffer bytes = ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.getInt();
        List<byte[]> all = new ArrayList<>();
        while (bytes.hasRemaining()) {
            bytes.getFloat();
            byte[] piece = new byte[bytes.getInt()];
            bytes.get(piece);
            all.add(piece);
        }
        return all;
    }

    /** As llama2.c does it: again and again the best of all neighbours. */
    private static int[] naive(List<byte[]> spelled, String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        List<String> vocabulary = spelled.stream()
                .map(piece -> new String(piece, StandardCharsets.UTF_8))
                .toList();
        List<Integer> tokens = new ArrayList<>();
        (" " + text).codePoints().mapToObj(Character::toString).forEach(character -> {
            int token = vocabulary.indexOf(character);
            if (token > 2) {
                tokens.add(token);
            } else {
                for (byte value : character.getBytes(StandardCharsets.UTF_8)) {
                    tokens.add(3 + (value & 0xFF));
                }
            }
        });
        while (true) {
            int best = Integer.MAX_VALUE;
            int place = -1;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                int merged = vocabulary.indexOf(vocabulary.get(tokens.get(i)) + vocabulary.get(tokens.get(i + 1)));
                if (merged > 258 && merged < best) {
                    best = merged;
                    place = i;
                }
            }
            if (place < 0) {
                return tokens.stream().mapToInt(Integer::intValue).toArray();
            }
            tokens.set(place, best);
            tokens.remove(place + 1);
        }
    }
}
