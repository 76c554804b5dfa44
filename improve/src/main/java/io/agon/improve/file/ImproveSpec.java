package io.agon.improve.file;

import io.agon.config.ProviderSource;
import io.agon.decide.inventory.Inventory;
import io.agon.improve.Component.Kind;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.optimizer.Form;
import io.agon.improve.task.AnswerSpec;
import io.agon.improve.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a file of an improvement says.
 *
 * @param file it stands in; other files are named relative to it
 * @param description for people; may be empty
 * @param task what an artifact is for
 * @param artifact components to start from; what it leaves out, the task says
 * @param editable names of the components that may be changed; empty for all
 * @param optimizer who proposes
 * @param batching when the file says it, and not the task
 * @param credit when the file says it, and not the task
 * @param updates when the file says them, and not the task
 * @param budget what else it has
 * @param concurrency runs at once
 */
public record ImproveSpec(
        Path file,
        String description,
        TaskSource task,
        List<ComponentSource> artifact,
        List<String> editable,
        OptimizerSource optimizer,
        Optional<Batching> batching,
        Optional<CreditHorizon> credit,
        List<Feedback> feedback,
        int memory,
        AcceptanceRule acceptance,
        SelectionRule selection,
        SearchRule search,
        CertificateRule certificate,
        OptionalInt updates,
        Limits budget,
        int concurrency,
        long seed) {

    public ImproveSpec {
        artifact = List.copyOf(artifact);
        editable = List.copyOf(editable);
        feedback = List.copyOf(feedback);
    }

    /** When the loop ends, beside its updates; what is empty is without bound. */
    public record Limits(OptionalLong evaluations, OptionalDouble usd, OptionalDouble minutes) {

        /** With so many updates. */
        LoopBudget with(int updates) {
            return new LoopBudget(updates, evaluations, usd, minutes);
        }
    }

    /** What an artifact is for. */
    public sealed interface TaskSource {

        /** Orders of stock. */
        record Stock(Inventory inventory) implements TaskSource {}

        /** Answers of a model. */
        record Answers(AnswerSpec spec) implements TaskSource {}

        /** A world whose truth is known. */
        record Known(World world) implements TaskSource {}
    }

    /**
     * A component; what is empty the task says.
     *
     * @param language of its code, such as {@code rule}
     * @param sandbox {@code none} to run its code without one; empty for that of this machine
     */
    public record ComponentSource(
            String name,
            Optional<Kind> kind,
            Optional<String> language,
            Optional<String> sandbox,
            Optional<String> documentation,
            Optional<String> constraint,
            Optional<String> body) {}

    /** Who proposes. */
    public sealed interface OptimizerSource {

        /** The one of the task, which needs no model. */
        record Synthetic() implements OptimizerSource {}

        /** Phrases that are put into prompts and taken out, blindly. */
        record Phrases(List<String> phrases) implements OptimizerSource {
            public Phrases {
                phrases = List.copyOf(phrases);
            }
        }

        /**
         * Snippets of a prompt, searched by their scores.
         *
         * @param component name of the prompt; empty for the only one
         * @param alike similarity within a cluster, above 0
         * @param kept clusters that survive, at least 1
         */
        record Snippets(List<String> texts, Optional<String> component, double alike, int kept)
                implements OptimizerSource {
            public Snippets {
                texts = List.copyOf(texts);
            }
        }

        /** A model, asked in a form. */
        record Llm(ProviderSource provider, Form form) implements OptimizerSource {}

        /** Replies of a model that were written down. */
        record Replay(Path file, Form form) implements OptimizerSource {}
    }

    /** The same with another number of updates. */
    public ImproveSpec withUpdates(int other) {
        return new ImproveSpec(
                file,
                description,
                task,
                artifact,
                editable,
                optimizer,
                batching,
                credit,
                feedback,
                memory,
                acceptance,
                selection,
                search,
                certificate,
                OptionalInt.of(other),
                budget,
                concurrency,
                seed);
    }
}
