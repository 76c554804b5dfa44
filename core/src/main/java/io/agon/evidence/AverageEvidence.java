package io.agon.evidence;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.Arrays;
import java.util.List;

/**
 * The weighted average of several e-processes: rejects about as soon as the best of them, {@code log(1 / weight)} nats
 * later, without knowing beforehand which one that is.
 *
 * <p>Guarantee: that of {@link EProcess}, under all assumptions of all parts: at any stopping time the expectation of
 * an average is the average of the expectations. Present values are averaged; an average of running maxima would have
 * no guarantee. Within a block, where parts need not be e-processes, values stay those of its beginning: the ends of
 * blocks are stopping times.
 *
 * <p>Beliefs are those of the first part.
 */
public final class AverageEvidence implements EProcess {

    private final List<EProcess> parts;
    private final double[] weight;
    private final double[] logValue;
    private int left;

    /**
     * The average of fresh e-processes for the same policies.
     *
     * @param parts at least one
     * @param weights one for each part, positive, adding up to 1
     */
    public AverageEvidence(List<? extends EProcess> parts, double... weights) {
        this.parts = List.copyOf(parts);
        weight = weights.clone();
        if (parts.isEmpty() || weight.length != parts.size()) {
            throw new IllegalArgumentException("An average needs parts, each with its weight, but it has %d and %d."
                    .formatted(parts.size(), weight.length));
        }
        if (!Arrays.stream(weight).allMatch(w -> w > 0)
                || Math.abs(Arrays.stream(weight).sum() - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "Weights must be positive and add up to 1, but they are %s.".formatted(Arrays.toString(weight)));
        }
        if (parts.stream().anyMatch(part -> part.policies() != parts.getFirst().policies())) {
            throw new IllegalArgumentException("All parts of an average must be about the same policies.");
        }
        logValue = new double[parts.getFirst().policies()];
        Arrays.setAll(logValue, this::average);
    }

    @Override
    public int policies() {
        return logValue.length;
    }

    @Override
    public double logValue(int policy) {
        return logValue[policy];
    }

    private double average(int policy) {
        double top = Double.NEGATIVE_INFINITY;
        for (EProcess part : parts) {
            top = Math.max(top, part.logValue(policy));
        }
        if (top == Double.NEGATIVE_INFINITY) {
            return top;
        }
        double sum = 0;
        for (int n = 0; n < weight.length; n++) {
            sum += weight[n] * Math.exp(parts.get(n).logValue(policy) - top);
        }
        return top + Math.log(sum);
    }

    @Override
    public Beliefs beliefs() {
        return parts.getFirst().beliefs();
    }

    @Override
    public void begin(List<Duel> block) {
        parts.forEach(part -> part.begin(block));
        left = block.size();
    }

    @Override
    public void observe(Duel duel, Outcome outcome) {
        parts.forEach(part -> part.observe(duel, outcome));
        left--;
        if (left <= 0) {
            Arrays.setAll(logValue, this::average);
        }
    }
}
