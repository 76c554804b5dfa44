package io.agon.improve.task;

import io.agon.improve.Component;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Edits prompts blindly from a table of phrases: an optimizer without a model, whose effects are known.
 *
 * <p>A prompt is taken as its sentences: pieces that end in a full stop, an exclamation or question mark (and a
 * quotation mark), before a blank or a line's end. One proposal edits one component, drawn uniformly among the editable
 * ones that are said to a model, once, and with probability {@link Odds#again} once more, and so on. An edit inserts a
 * phrase at a uniform place, drops, replaces (swap) or exchanges (reorder) uniform sentences; one that is not possible,
 * such as to drop the only sentence, does nothing. It looks at no feedback, so that whatever improves is due to
 * selection.
 *
 * @param phrases what may be inserted, at least one
 * @param odds of the edits
 */
public record PhraseMutations(List<String> phrases, Odds odds) implements Optimizer {

    /** Tries to change something at all. */
    private static final int TRIES = 20;

    /**
     * How likely each edit is: weights, of which only the ratios matter.
     *
     * @param insert of a phrase
     * @param drop of a sentence
     * @param swap of a sentence for a phrase
     * @param reorder of two sentences
     * @param again chance of another edit in the same proposal, in [0, 1)
     */
    public record Odds(double insert, double drop, double swap, double reorder, double again) {

        /** As many insertions as everything that makes prompts shorter or keeps their length. */
        public static final Odds USUAL = new Odds(4, 2, 2, 1, 0.25);

        public Odds {
            for (double it : new double[] {insert, drop, swap, reorder}) {
                if (!(it >= 0 && it < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "A weight of an edit is %s, but it must be at least 0 and finite.".formatted(it));
                }
            }
            if (!(insert + drop + swap + reorder > 0)) {
                throw new IllegalArgumentException("All weights of edits are 0; raise one.");
            }
            if (!(again >= 0 && again < 1)) {
                throw new IllegalArgumentException(
                        "again is %s, but it must be at least 0 and below 1.".formatted(again));
            }
        }
    }

    public PhraseMutations {
        phrases = List.copyOf(phrases);
        if (phrases.isEmpty() || phrases.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "Phrases must be at least one, and none of them blank; write some under phrases.");
        }
    }

    @Override
    public Proposal propose(Problem problem, Turn turn) {
        List<Component> prompts = problem.editable().stream()
                .map(problem.artifact()::component)
                .filter(it -> it.kind() == Component.Kind.PROMPT)
                .toList();
        if (prompts.isEmpty()) {
            return Proposal.none("no prompt may be changed", "");
        }
        RandomGenerator random = turn.random();
        Component chosen = prompts.get(random.nextInt(prompts.size()));
        for (int i = 0; i < TRIES; i++) {
            var edits = new ArrayList<String>();
            List<String> sentences = new ArrayList<>(sentences(chosen.body()));
            do {
                edit(sentences, edits, random);
            } while (random.nextDouble() < odds.again());
            String body = String.join("", sentences).strip();
            if (!body.equals(chosen.body().strip())) {
                return Proposal.of(Map.of(chosen.name(), body), String.join("; ", edits));
            }
        }
        return Proposal.none("no edit changed anything", "");
    }

    private void edit(List<String> sentences, List<String> said, RandomGenerator random) {
        double draw = random.nextDouble() * (odds.insert() + odds.drop() + odds.swap() + odds.reorder());
        if (draw < odds.insert()) {
            String phrase = phrase(random);
            sentences.add(random.nextInt(sentences.size() + 1), spaced(phrase));
            said.add("inserted: " + phrase);
        } else if (draw < odds.insert() + odds.drop()) {
            if (sentences.size() > 1) {
                said.add("dropped: "
                        + sentences.remove(random.nextInt(sentences.size())).strip());
            }
        } else if (draw < odds.insert() + odds.drop() + odds.swap()) {
            String phrase = phrase(random);
            String before = sentences.set(random.nextInt(sentences.size()), spaced(phrase));
            said.add("%s instead of: %s".formatted(phrase, before.strip()));
        } else if (sentences.size() > 1) {
            int one = random.nextInt(sentences.size());
            int other = (one + 1 + random.nextInt(sentences.size() - 1)) % sentences.size();
            Collections.swap(sentences, one, other);
            said.add("exchanged sentences %d and %d".formatted(one + 1, other + 1));
        }
    }

    private String phrase(RandomGenerator random) {
        return phrases.get(random.nextInt(phrases.size()));
    }

    private static String spaced(String sentence) {
        return sentence.matches("(?s).*\\s") ? sentence : sentence + " ";
    }

    /** Sentences with the blanks after them, at least one. */
    static List<String> sentences(String body) {
        List<String> sentences = new ArrayList<>();
        for (String it : body.split("(?<=[.!?][\"'”’]?\\s)(?=\\S)|(?<=\\R)(?=\\S)")) {
            sentences.add(spaced(it));
        }
        return sentences;
    }
}
