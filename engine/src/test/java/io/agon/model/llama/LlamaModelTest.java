package io.agon.model.llama;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LlamaModelTest {

    /** What its author documents, see examples/tiny-llm. */
    private static final String STORY = "Once upon a time, there was a little girl named Lily. She loved to play"
            + " outside in the park. One day, she saw a big, red ball. She wanted to play with it, but it was too"
            + " high.";

    private static final Model MODEL = TinyLlm.open();

    @Test
    void greedyText_isTheDocumentedOne() throws Exception {
        Reply reply = ask("", Decoding.greedy(200));
        assertThat(reply.text()).startsWith(STORY);
        assertThat(reply.usage()).contains(new Usage(1, 0, 200));
        assertThat(reply.finish()).isEqualTo(Finish.LENGTH);
        assertThat(reply.served()).isEqualTo("stories260K.bin");
        assertThat(reply.fingerprint()).contains("sha256:b0a507e7ad0f6266");
    }

    @Test
    void reply_continuesThePrompt_withoutIt() throws Exception {
        String prompt = "Once upon a time, there was a little girl";
        assertThat(prompt + ask(prompt, Decoding.greedy(100)).text()).startsWith(STORY);
    }

    @Test
    void messages_areOneText_asTheyAre() throws Exception {
        Request request = Request.of(
                List.of(Message.system("Once upon a time,"), Message.user(" there was a little girl")),
                Decoding.greedy(60));
        assertThat(MODEL.complete(request, 1, "key"))
                .isEqualTo(ask("Once upon a time, there was a little girl", Decoding.greedy(60)));
    }

    @Test
    void stopText_endsTheReply_andIsNotPartOfIt() throws Exception {
        Reply reply = ask("", stopping("", "park", "outs"));
        assertThat(reply.text()).isEqualTo(STORY.substring(0, STORY.indexOf("outs")));
        assertThat(reply.finish()).isEqualTo(Finish.STOP);
        // Across tokens.
        assertThat(ask("", stopping("in the park. One")).text())
                .isEqualTo(STORY.substring(0, STORY.indexOf("in the park")));
        assertThat(ask("", stopping("O")).text()).isEmpty();
    }

    @Test
    void reply_endsWithTheContext_andOverlongPromptIsRejected() throws Exception {
        Reply reply = ask("", Decoding.greedy(10_000));
        if (reply.finish() == Finish.LENGTH) {
            assertThat(reply.usage()).contains(new Usage(1, 0, 512));
        }
        String almost = "a ".repeat(511).strip();
        Reply last = ask(almost, Decoding.greedy(5));
        assertThat(last.usage().orElseThrow()).isEqualTo(new Usage(512, 0, 1));
        for (String prompt : List.of(almost + " a", "a".repeat(10_000_000))) {
            assertThatExceptionOfType(ModelException.class)
                    .isThrownBy(() -> ask(prompt, Decoding.greedy(5)))
                    .withMessageContaining("the context of local:stories260K.bin holds 512")
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(new Fault.Rejected(0)));
        }
    }

    @Test
    void seed_decidesTheText() throws Exception {
        Decoding warm = new Decoding(1.0, 0.95, 40, 80, List.of());
        List<String> texts = new ArrayList<>();
        for (long seed = 0; seed < 20; seed++) {
            String text = MODEL.complete(request("Once", warm), seed, "a").text();
            assertThat(TinyLlm.open().complete(request("Once", warm), seed, "b").text())
                    .isEqualTo(text);
            texts.add(text);
        }
        assertThat(texts).doesNotHaveDuplicates();
    }

    /** Kept by hand: a change of these bits changes what stored experiments repeat. */
    @Test
    void text_isTheSameOnAnyMachine() throws Exception {
        assertThat(MODEL.complete(request("", new Decoding(null, null, null, 30, List.of())), 7, "key")
                        .text())
                .isEqualTo("Once upon a time, there was a big tree in a small village. The tree was");
    }

    @Test
    void threads_doNotDisturbEachOther() throws Exception {
        Decoding warm = new Decoding(1.2, null, null, 60, List.of());
        List<String> alone = new ArrayList<>();
        for (long seed = 0; seed < 24; seed++) {
            alone.add(MODEL.complete(request("Tim", warm), seed, "key").text());
        }
        List<String> together = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> futures = new ArrayList<>();
            for (long seed = 0; seed < 24; seed++) {
                long own = seed;
                Callable<String> call =
                        () -> MODEL.complete(request("Tim", warm), own, "key").text();
                futures.add(threads.submit(call));
            }
            for (Future<String> future : futures) {
                together.add(future.get());
            }
        }
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void interruptedThread_cancelsTheCall() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ask("", Decoding.greedy(5))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void timeLimit_endsTheCall() {
        ModelOptions hasty =
                new ModelOptions(TinyLlm.FOLDER, Optional.empty(), Optional.empty(), Duration.ofNanos(1), Map.of());
        Model slow = new LlamaProvider().open(ModelId.parse("local:stories260K.bin"), hasty);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> slow.complete(request("", Decoding.greedy(5)), 1, "key"))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(new Fault.TimedOut()));
    }

    private static Decoding stopping(String... stop) {
        return new Decoding(0.0, null, null, 200, List.of(stop));
    }

    private static Request request(String prompt, Decoding decoding) {
        return Request.of(List.of(Message.user(prompt)), decoding);
    }

    private static Reply ask(String prompt, Decoding decoding) throws Exception {
        return MODEL.complete(request(prompt, decoding), 1, "key");
    }
}
