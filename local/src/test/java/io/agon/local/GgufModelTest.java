package io.agon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.model.Decoding;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Reply;
import io.agon.model.Reply.Finish;
import io.agon.model.Request;
import io.agon.model.Usage;
import io.agon.model.llama.LlamaProvider;
import io.agon.testkit.Gen;
import io.agon.testkit.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufModelTest {

    private static final String OPENING = "Once upon a time, there was a little girl";

    @TempDir
    static Path folder = Path.of("");

    /** Loaded once: a native model lives as long as the process. */
    private static final class Loaded {
        static final Model MODEL = open();

        private static Model open() {
            try {
                Files.write(folder.resolve("tiny.gguf"), TinyGguf.bytes(Optional.empty()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new GgufProvider().open(ModelId.parse("local:tiny.gguf"), options(Map.of()));
        }
    }

    @Test
    void greedyText_isThatOfTheModelInPlainJava() throws Exception {
        Model plain =
                new LlamaProvider().open(ModelId.parse("local:stories260K.bin"), ModelOptions.in(TinyGguf.FOLDER));
        for (String prompt : List.of(OPENING, "Tim and Sam", "The dog was \ud83d\ude00 and")) {
            Request request = request(prompt, Decoding.greedy(60));
            Reply expected = plain.complete(request, 1, "key");
            Reply reply = Loaded.MODEL.complete(request, 1, "key");
            assertThat(reply.text()).isEqualTo(expected.text());
            assertThat(reply.usage()).isEqualTo(expected.usage());
            assertThat(reply.finish()).isEqualTo(expected.finish());
        }
    }

    @Test
    void usage_countsTokens_andFinishSaysWhy() throws Exception {
        Reply reply = ask(OPENING, Decoding.greedy(20));
        assertThat(reply.finish()).isEqualTo(Finish.LENGTH);
        assertThat(reply.usage()).contains(new Usage(13, 0, 20));
        assertThat(reply.served()).isEqualTo("tiny.gguf");
        Reply stopped = ask(OPENING, new Decoding(0.0, null, null, 50, List.of("", "Lily")));
        assertThat(stopped.text()).isEqualTo(" named ");
        assertThat(stopped.finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void seed_decidesTheText() throws Exception {
        Decoding warm = new Decoding(1.0, 0.95, 40, 30, List.of());
        List<String> texts = new ArrayList<>();
        for (long seed : new long[] {0, 1, -1, 1L << 40, Long.MIN_VALUE}) {
            String text =
                    Loaded.MODEL.complete(request(OPENING, warm), seed, "a").text();
            assertThat(Loaded.MODEL.complete(request(OPENING, warm), seed, "b").text())
                    .isEqualTo(text);
            texts.add(text);
        }
        assertThat(texts).doesNotHaveDuplicates();
    }

    @Test
    void topKOfOne_isGreedy() throws Exception {
        assertThat(ask(OPENING, new Decoding(2.0, null, 1, 30, List.of())).text())
                .isEqualTo(ask(OPENING, Decoding.greedy(30)).text());
    }

    @Test
    void threads_doNotDisturbEachOther() throws Exception {
        Decoding warm = new Decoding(1.2, null, null, 20, List.of());
        List<String> alone = new ArrayList<>();
        for (long seed = 0; seed < 12; seed++) {
            alone.add(Loaded.MODEL.complete(request("Tim", warm), seed, "key").text());
        }
        List<String> together = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Future<String>> futures = new ArrayList<>();
            for (long seed = 0; seed < 12; seed++) {
                long own = seed;
                Callable<String> call = () ->
                        Loaded.MODEL.complete(request("Tim", warm), own, "key").text();
                futures.add(threads.submit(call));
            }
            for (Future<String> future : futures) {
                together.add(future.get());
            }
        }
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void plainSchema_isFollowed() throws Exception {
        String schema = """
            {"type": "object", "properties": {"winner": {"enum": ["A", "B"]}}, "required": ["winner"],
             "additionalProperties": false}\
            """;
        for (long seed = 0; seed < 5; seed++) {
            Request request = new Request(
                    List.of(Message.user(OPENING)), new Decoding(1.0, null, null, 100, List.of()), Optional.of(schema));
            assertThat(Loaded.MODEL.complete(request, seed, "key").text())
                    .matches("\\s*\\{\\s*\"winner\"\\s*:\\s*\"[AB]\"\\s*}\\s*");
        }
    }

    @Test
    void schemaThatIsNotPlain_isNotEnforced_andEndsNoProcess() throws Exception {
        for (String schema : List.of("{", "[]", "{}", "{\"$ref\": \"http://x/y\"}", "{\"type\": \"nothing\"}")) {
            Request request = new Request(List.of(Message.user(OPENING)), Decoding.greedy(5), Optional.of(schema));
            assertThat(Loaded.MODEL.complete(request, 1, "key").text()).isNotEmpty();
        }
    }

    @Test
    void anyText_isAnswered() {
        Gen<String> texts = Gen.lists(
                        Gen.oneOf(
                                "a",
                                " ",
                                "\0",
                                "\u0001",
                                "\n",
                                "\"",
                                "\\",
                                "</",
                                "\ud83d\ude00",
                                "\ud83d",
                                "\u2028",
                                "<s>"),
                        Gen.ints(0, 20))
                .map(parts -> String.join("", parts));
        Property.forAll(
                1,
                60,
                texts,
                text -> assertThat(ask(text, Decoding.greedy(3)).usage()).isPresent());
    }

    @Test
    void overlongPrompt_isRejected_andTheContextEndsAReply() throws Exception {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ask("a ".repeat(600), Decoding.greedy(5)))
                .withMessageContaining("context")
                .satisfies(e -> assertThat(e.fault()).isEqualTo(new Fault.Rejected(0)));
        Reply last = ask("a ".repeat(505).strip(), Decoding.greedy(100));
        assertThat(last.usage().orElseThrow().output()).isLessThan(10);
    }

    @Test
    void interruptedThread_cancelsTheCall_andTheNextOneWorks() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ask(OPENING, Decoding.greedy(5))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        Thread test = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            test.interrupt();
        });
        assertThatThrownBy(() -> {
                    while (true) {
                        ask(OPENING, Decoding.greedy(400));
                    }
                })
                .isInstanceOf(InterruptedException.class);
        assertThat(ask(OPENING, Decoding.greedy(3)).text()).startsWith(" named");
    }

    private static ModelOptions options(Map<String, Object> parameters) {
        return new ModelOptions(folder, Optional.empty(), Optional.empty(), Duration.ofMinutes(1), parameters);
    }

    private static Request request(String prompt, Decoding decoding) {
        return Request.of(List.of(Message.user(prompt)), decoding);
    }

    private static Reply ask(String prompt, Decoding decoding) throws Exception {
        return Loaded.MODEL.complete(request(prompt, decoding), 1, "key");
    }
}
