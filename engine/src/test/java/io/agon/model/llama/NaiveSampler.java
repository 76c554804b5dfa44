package io.agon.model.llama;

import io.agon.model.Decoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The definition of temperature, top-k and top-p, for comparison: sort everything. */
final class NaiveSampler {

    record Token(int index, double probability) {}

    private NaiveSampler() {}

    /** The tokens that can be drawn, the likeliest first, with their probabilities. */
    static List<Token> support(float[] logits, Decoding decoding) {
        Double temperature = decoding.temperature();
        Double topP = decoding.topP();
        Integer topK = decoding.topK();
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            tokens.add(new Token(i, Math.exp(logits[i] / (temperature == null ? 1 : temperature))));
        }
        tokens.sort(Comparator.comparingDouble(Token::probability).reversed());
        if (topK != null) {
            tokens = tokens.subList(0, Math.min(topK, tokens.size()));
        }
        if (topP != null) {
            double total = total(tokens);
            double share = 0;
            int size = 0;
            while (size < tokens.size() && share < topP * total) {
                share += tokens.get(size++).probability();
            }
            tokens = tokens.subList(0, size);
        }
        double total = total(tokens);
        return tokens.stream()
                .map(token -> new Token(token.index(), token.probability() / total))
                .toList();
    }

    private static double total(List<Token> tokens) {
        return tokens.stream().mapToDouble(Token::probability).sum();
    }
}
