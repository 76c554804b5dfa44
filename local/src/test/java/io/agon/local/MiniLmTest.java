package io.agon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agon.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MiniLmTest {

    private static final List<String> TEXTS = List.of(
            "The warehouse orders more stock when demand rises.",
            "If customers buy more, the store replenishes its inventory.",
            "A violin has four strings.",
            "",
            "   ",
            "\ud83d\ude00\0",
            "word ".repeat(2_000));

    private final Embedder embedder = new MiniLm();

    @Test
    void service_isFound_byItsName() {
        assertThat(ServiceLoader.load(Embedder.class))
                .extracting(Embedder::name)
                .contains("all-minilm-l6-v2");
    }

    @Test
    void relatedTexts_areMoreAlikeThanUnrelatedOnes() {
        double related = cosine(TEXTS.get(0), TEXTS.get(1));
        assertThat(related).isGreaterThan(0.4);
        assertThat(cosine(TEXTS.get(0), TEXTS.get(2))).isLessThan(related - 0.3);
    }

    @Test
    void vector_hasLengthOne_forAnyText() {
        for (String text : TEXTS) {
            assertThat(embedder.embed(text)).hasSize(384);
            assertThat(cosine(text, text)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void vector_isTheSame_again_andFromManyThreads() throws Exception {
        List<float[]> alone = TEXTS.stream().map(embedder::embed).toList();
        try (var threads = Executors.newFixedThreadPool(6)) {
            List<Future<float[]>> futures = new ArrayList<>();
            for (int i = 0; i < 6 * TEXTS.size(); i++) {
                String text = TEXTS.get(i % TEXTS.size());
                Callable<float[]> call = () -> new MiniLm().embed(text);
                futures.add(threads.submit(call));
            }
            for (int i = 0; i < futures.size(); i++) {
                assertThat(futures.get(i).get()).isEqualTo(alone.get(i % TEXTS.size()));
            }
        }
    }

    private double cosine(String a, String b) {
        float[] x = embedder.embed(a);
        float[] y = embedder.embed(b);
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            product += (double) x[i] * y[i];
        }
        return product;
    }
}
