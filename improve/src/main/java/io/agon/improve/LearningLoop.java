package io.agon.improve;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * All choices of a learning loop as one value: those that are usually hidden are written into each report.
 *
 * <p>Source: Nie et al., Understanding the Challenges in Iterative Generative Optimization with LLMs (2026), which
 * names the choices; the encoding is Agon's.
 *
 * @param start the starting artifact
 * @param editable names of the components that may be changed; at least one
 * @param credit how far back a step is held responsible
 * @param batching what is shown to the optimizer at a time
 * @param feedback what it is told
 * @param memory rounds that it is reminded of, at least 0
 * @param acceptance when a child replaces its parent
 * @param selection what is taken at the end
 * @param search which candidates are edited
 * @param certificate of what was taken, against the start
 * @param budget when it ends
 * @param optimizer who proposes, in words
 * @param seed of all randomness
 */
public record LearningLoop(
        Artifact start,
        List<String> editable,
        CreditHorizon credit,
        Batching batching,
        List<Feedback> feedback,
        int memory,
        AcceptanceRule acceptance,
        SelectionRule selection,
        SearchRule search,
        CertificateRule certificate,
        LoopBudget budget,
        String optimizer,
        long seed) {

    public LearningLoop {
        editable = List.copyOf(editable);
        feedback = List.copyOf(feedback);
        if (editable.isEmpty()) {
            throw new IllegalArgumentException("Nothing may be changed; name at least one editable component.");
        }
        editable.forEach(start::component);
        if (memory < 0) {
            throw new IllegalArgumentException("Memory is %d rounds, but it must be at least 0.".formatted(memory));
        }
    }

    /**
     * How far back a step is held responsible: the trace that is shown, and the feedback, apart.
     *
     * @param traceSteps consecutive steps of a run that are kept in the graph; empty for all
     * @param feedback whether feedback is about those steps or about the whole run
     */
    public record CreditHorizon(OptionalInt traceSteps, Scope feedback) {

        public CreditHorizon {
            if (traceSteps.isPresent() && traceSteps.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "The credit horizon is %d steps, but it must be at least 1; leave it out to show all."
                                .formatted(traceSteps.getAsInt()));
            }
        }

        /** What feedback is about. */
        public enum Scope {
            /** The steps that are shown. */
            STEPS,
            /** The whole run. */
            RUN
        }
    }

    /**
     * What is shown at a time.
     *
     * @param size items of a batch, at least 1
     * @param template how their graphs become one
     * @param order in which items come
     * @param replacement whether an item may come again before all others have come
     */
    public record Batching(int size, Template template, Order order, boolean replacement) {

        public Batching {
            if (size < 1) {
                throw new IllegalArgumentException("A batch has %d items, but it needs at least 1.".formatted(size));
            }
            if (replacement && order != Order.SHUFFLED) {
                throw new IllegalArgumentException(
                        "With replacement items come as they are drawn; shuffle them, or draw without replacement.");
            }
        }

        /** Items that are run for one update. */
        public int atOnce() {
            return template == Template.INTERACTIVE ? 1 : size;
        }

        /** How graphs become one. */
        public enum Template {
            /** Each item by itself: one update an item. */
            INTERACTIVE,
            /** Side by side. */
            BATCH,
            /** The steps of a run, one after another. */
            EPISODIC
        }

        /** The order of items. */
        public enum Order {
            /** As in the data. */
            DATASET,
            /** Shuffled anew in each epoch. */
            SHUFFLED,
            /** The ones on which the start scores highest first. */
            CURRICULUM
        }
    }

    /** A part of what the optimizer is told. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    public sealed interface Feedback {
        /** The score. */
        record Score() implements Feedback {}

        /**
         * Words by score.
         *
         * @param stages by rising threshold; the first whose threshold is above the score is said
         * @param otherwise said when none is
         */
        record Staged(List<Stage> stages, String otherwise) implements Feedback {}

        /** Whether the score rose since the round before. */
        record Improvement() implements Feedback {}

        /** The answer that would have been right, where the score is not the highest. */
        record Reference() implements Feedback {}

        /** What the task says of a step in words. */
        record Notes() implements Feedback {}

        /** Said below the threshold. */
        record Stage(double below, String text) {}
    }

    /** When a child replaces its parent. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    public sealed interface AcceptanceRule {
        /** Always. */
        record Always() implements AcceptanceRule {}

        /** When its mean score on the batch is higher by more than the threshold. */
        record StrictOnBatch(double threshold) implements AcceptanceRule {}

        /** When its mean score on the validation items is higher. */
        record Validation() implements AcceptanceRule {}

        /**
         * When duels on fresh queries show it to be better.
         *
         * @param delta chance of ever accepting one that is not better, over all rounds
         * @param duels at most, in one decision
         */
        record LlmPo(double delta, int duels) implements AcceptanceRule {}
    }

    /** What is taken at the end. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    public sealed interface SelectionRule {
        /** The champion. */
        record Last() implements SelectionRule {}

        /** The highest mean score on the validation items; among equals the shortest artifact. */
        record BestValidation() implements SelectionRule {}

        /**
         * The winner of an experiment among candidates.
         *
         * @param delta chance of a false winner
         * @param candidates at most, those of the highest mean scores and the champion
         * @param duels at most
         */
        record LlmPo(double delta, int candidates, int duels) implements SelectionRule {}
    }

    /** Which candidates are edited. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    public sealed interface SearchRule {
        /** The champion, one proposal at a time. */
        record Sequential() implements SearchRule {}

        /** The champion; the best of n proposals by validation challenges it. */
        record BestOfN(int proposals, int validations) implements SearchRule {}

        /** The best so many of each generation, each edited so often. */
        record Beam(int width, int proposals, int validations) implements SearchRule {}

        /** The highest upper confidence bound: mean + c sqrt(ln N / n). */
        record Ucb(double c, int memory, int validations) implements SearchRule {}

        /**
         * The highest priorities.
         *
         * @param by how they are reckoned
         */
        record Priority(By by, int candidates, int proposals, int validations) implements SearchRule {
            /** How priorities are reckoned. */
            public enum By {
                /** Mean score. */
                MEAN,
                /** The newest. */
                TIME,
                /** Clipped upper confidence bound. */
                UCB
            }
        }

        /** Drawn from those that are best on some item; a child must first beat its parent on the batch. */
        record Pareto(int validations) implements SearchRule {}
    }

    /**
     * The claim at the end: what was taken is better than the start.
     *
     * @param delta chance of a false claim; apart from those of acceptance and selection
     * @param queries fresh ones, at most; 0 for no certificate
     */
    public record CertificateRule(double delta, int queries) {}

    /**
     * When the loop ends; what is empty is without bound.
     *
     * @param updates proposals that are asked for, whether or not they can be used; at least 1
     * @param evaluations runs for batches and validation
     * @param usd US dollars
     * @param minutes by the clock
     */
    public record LoopBudget(int updates, OptionalLong evaluations, OptionalDouble usd, OptionalDouble minutes) {
        public LoopBudget {
            if (updates < 1) {
                throw new IllegalArgumentException(
                        "The budget has %d updates, but it needs at least 1.".formatted(updates));
            }
        }
    }

    /** The choices in plain words, by name, in the order of reports; different choices have different words. */
    public SequencedMap<String, String> choices() {
        return Choices.of(this);
    }

    /** The choices, an aligned line each, for reports. */
    public List<String> lines() {
        SequencedMap<String, String> choices = choices();
        int width = choices.keySet().stream().mapToInt(String::length).max().orElse(0);
        return choices.entrySet().stream()
                .map(it -> it.getKey() + " ".repeat(width + 2 - it.getKey().length()) + it.getValue())
                .toList();
    }
}
