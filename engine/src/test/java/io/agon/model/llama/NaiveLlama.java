package io.agon.model.llama;

/**
 * The definition, for comparison: double precision, no cache, straight from the numbers of the file.
 *
 * <p>x = embedding; for each layer x += wo attention(norm x), x += w2 (silu(w1 norm x) * w3 norm x); logits = wcls norm
 * x.
 */
final class NaiveLlama {

    private final Shape shape;
    private final float[] numbers;
    private int at;

    private NaiveLlama(CheckpointFile file) {
        shape = file.shape();
        numbers = file.numbers();
    }

    /** The log-odds after the last of {@code tokens}. */
    static double[] logits(CheckpointFile file, int[] tokens) {
        return new NaiveLlama(file).logits(tokens);
    }

    private double[] logits(int[] tokens) {
        int dim = shape.dim();
        int hidden = shape.hidden();
        int layers = shape.layers();
        int embedding = take(shape.vocabulary() * dim);
        int attentionNorm = take(layers * dim);
        int wq = take(layers * dim * dim);
        int wk = take(layers * dim * shape.kvDim());
        int wv = take(layers * dim * shape.kvDim());
        int wo = take(layers * dim * dim);
        int feedNorm = take(layers * dim);
        int w1 = take(layers * dim * hidden);
        int w2 = take(layers * dim * hidden);
        int w3 = take(layers * dim * hidden);
        int lastNorm = take(dim);
        take(shape.context() * shape.headSize());
        int classifier = shape.tied() ? embedding : take(shape.vocabulary() * dim);

        double[][] x = new double[tokens.length][dim];
        for (int t = 0; t < tokens.length; t++) {
            for (int i = 0; i < dim; i++) {
                x[t][i] = numbers[embedding + tokens[t] * dim + i];
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            double[][] q = new double[tokens.length][];
            double[][] k = new double[tokens.length][];
            double[][] v = new double[tokens.length][];
            for (int t = 0; t < tokens.length; t++) {
                double[] normed = norm(x[t], attentionNorm + layer * dim);
                q[t] = turned(times(wq + layer * dim * dim, dim, normed), t);
                k[t] = turned(times(wk + layer * dim * shape.kvDim(), shape.kvDim(), normed), t);
                v[t] = times(wv + layer * dim * shape.kvDim(), shape.kvDim(), normed);
            }
            for (int t = 0; t < tokens.length; t++) {
                add(x[t], times(wo + layer * dim * dim, dim, attention(q[t], k, v, t)));
                double[] normed = norm(x[t], feedNorm + layer * dim);
                double[] gate = times(w1 + layer * dim * hidden, hidden, normed);
                double[] up = times(w3 + layer * dim * hidden, hidden, normed);
                for (int i = 0; i < hidden; i++) {
                    gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
                }
                add(x[t], times(w2 + layer * dim * hidden, dim, gate));
            }
        }
        return times(classifier, shape.vocabulary(), norm(x[tokens.length - 1], lastNorm));
    }

    private int take(int count) {
        int start = at;
        at += count;
        return start;
    }

    private double[] times(int start, int out, double[] x) {
        double[] result = new double[out];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < x.length; i++) {
                result[o] += numbers[start + o * x.length + i] * x[i];
            }
        }
        return result;
    }

    private double[] norm(double[] x, int weight) {
        double mean = 0;
        for (double value : x) {
            mean += value * value / x.length;
        }
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] / Math.sqrt(mean + 1e-5) * numbers[weight + i];
        }
        return result;
    }

    private double[] turned(double[] heads, int position) {
        double[] result = new double[heads.length];
        for (int i = 0; i < heads.length; i += 2) {
            double angle = position / Math.pow(10_000, (double) (i % shape.headSize()) / shape.headSize());
            result[i] = heads[i] * Math.cos(angle) - heads[i + 1] * Math.sin(angle);
            result[i + 1] = heads[i] * Math.sin(angle) + heads[i + 1] * Math.cos(angle);
        }
        return result;
    }

    private double[] attention(double[] q, double[][] k, double[][] v, int now) {
        int size = shape.headSize();
        double[] result = new double[shape.dim()];
        for (int head = 0; head < shape.heads(); head++) {
            int kvStart = head / (shape.heads() / shape.kvHeads()) * size;
            double[] weight = new double[now + 1];
            double total = 0;
            for (int t = 0; t <= now; t++) {
                double score = 0;
                for (int i = 0; i < size; i++) {
                    score += q[head * size + i] * k[t][kvStart + i];
                }
                weight[t] = Math.exp(score / Math.sqrt(size));
                total += weight[t];
            }
            for (int t = 0; t <= now; t++) {
                for (int i = 0; i < size; i++) {
                    result[head * size + i] += weight[t] / total * v[t][kvStart + i];
                }
            }
        }
        return result;
    }

    private static void add(double[] x, double[] more) {
        for (int i = 0; i < x.length; i++) {
            x[i] += more[i];
        }
    }
}
