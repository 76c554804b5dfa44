package io.agon.policy;

/**
 * How a policy comes from a query to an answer: which calls it makes of its model, and what it makes of the replies.
 */
public sealed interface Workflow {

    /** Calls of one answer at most: more is a mistake in the file rather than a workflow. */
    int MOST_SAMPLES = 64;

    /** One call: its reply is the answer. */
    record Direct() implements Workflow {}

    /**
     * Several samples; the one with the highest score is the answer, of equals the first.
     *
     * @param samples at least 2
     * @param scorer who scores them
     */
    record BestOf(int samples, Scorer scorer) implements Workflow {
        public BestOf {
            several("best-of", samples, 2);
        }
    }

    /**
     * Self-consistency: several samples vote with their final answers. The first sample that gave the most frequent one
     * is the answer, as a whole; of equally frequent ones that which was seen first. A sample without a final answer
     * has no vote; when none has one, the first sample is the answer.
     *
     * @param samples at least 2
     * @param by what the final answer of a sample is
     */
    record Vote(int samples, FinalAnswer by) implements Workflow {
        public Vote {
            several("vote", samples, 2);
        }
    }

    /**
     * A draft, which the model criticises and revises; the last revision is the answer.
     *
     * @param rounds of critique and revision, at least 1
     */
    record Critique(int rounds) implements Workflow {
        public Critique {
            several("critique", rounds, 1);
        }
    }

    private static void several(String name, int count, int least) {
        if (count < least || count > MOST_SAMPLES) {
            throw new IllegalArgumentException("%s-%d is not possible: the number must be between %d and %d"
                    .formatted(name, count, least, MOST_SAMPLES));
        }
    }
}
