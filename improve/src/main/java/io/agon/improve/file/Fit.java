package io.agon.improve.file;

import io.agon.config.Section;
import io.agon.config.Suggestion;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.Supply;
import io.agon.improve.file.ImproveSpec.ComponentSource;
import io.agon.improve.file.ImproveSpec.OptimizerSource;
import io.agon.improve.file.ImproveSpec.TaskSource;
import io.agon.improve.task.StockTask;
import java.util.List;

/** Whether artifact and optimizer fit a task. */
final class Fit {

    private final Section root;
    private final TaskSource task;

    Fit(Section root, TaskSource task) {
        this.root = root;
        this.task = task;
    }

    void check(List<ComponentSource> artifact, List<String> editable, OptimizerSource optimizer) {
        List<String> names = names(artifact);
        for (String name : editable) {
            if (!names.contains(name)) {
                root.wrong(
                        "editable",
                        "editable: there is no component '%s'%s".formatted(name, Suggestion.of(name, names)));
            }
        }
        optimizer(artifact, optimizer);
        if (optimizer instanceof OptimizerSource.Snippets it && task instanceof TaskSource.Answers) {
            snippets(it, prompts(artifact), editable);
        }
    }

    /** Whether batches can be made as they are asked for. */
    void check(Batching batching) {
        boolean endless = switch (task) {
            case TaskSource.Known it -> it.world().task().items().training() instanceof Supply.Endless;
            case TaskSource.Stock it -> true;
            case TaskSource.Answers it -> false;
        };
        if (endless && batching.order() == Batching.Order.CURRICULUM) {
            root.wrong(
                    "batch",
                    "batch.order: a curriculum ranks the training items, but this task has no end of them; write"
                            + " shuffled");
        }
    }

    /** Names of the prompts of answers. */
    static List<String> prompts(List<ComponentSource> artifact) {
        return artifact.stream()
                .filter(it -> it.kind().orElse(Kind.PROMPT) == Kind.PROMPT)
                .map(ComponentSource::name)
                .toList();
    }

    private void snippets(OptimizerSource.Snippets it, List<String> prompts, List<String> editable) {
        String said = it.component().orElse(prompts.size() == 1 ? prompts.getFirst() : "");
        if (said.isEmpty()) {
            root.wrong(
                    "optimizer",
                    "optimizer.component is missing: the prompt that snippets are added to, one of " + prompts);
        } else if (!prompts.contains(said)) {
            root.wrong(
                    "optimizer",
                    "optimizer.component: there is no prompt '%s'%s".formatted(said, Suggestion.of(said, prompts)));
        } else if (!editable.isEmpty() && !editable.contains(said)) {
            root.wrong("optimizer", "optimizer.snippets change '%s'; name it under editable".formatted(said));
        }
    }

    /** Those that the artifact has. */
    private List<String> names(List<ComponentSource> artifact) {
        List<String> written = artifact.stream().map(ComponentSource::name).toList();
        return switch (task) {
            case TaskSource.Stock it -> {
                written.stream()
                        .filter(name -> !name.equals(StockTask.ORDER))
                        .forEach(name -> root.wrong(
                                "artifact",
                                "artifact.%s: this task has one component, %s; write its code there"
                                        .formatted(name, StockTask.ORDER)));
                yield List.of(StockTask.ORDER);
            }
            case TaskSource.Known it -> {
                if (!artifact.isEmpty()) {
                    root.wrong("artifact", "artifact: a world has its own; leave it out");
                }
                yield it.world().start().components().stream()
                        .map(Component::name)
                        .toList();
            }
            case TaskSource.Answers it -> {
                if (!root.present().contains("artifact")) {
                    root.wrongAsWhole(
                            "artifact is missing: what the model is told, such as artifact: {prompt: \"...\"}");
                }
                for (ComponentSource component : artifact) {
                    if (component.body().isEmpty()) {
                        root.wrong(
                                "artifact",
                                "artifact.%s.body is missing: the text to start from".formatted(component.name()));
                    }
                }
                yield written;
            }
        };
    }

    private static boolean blind(OptimizerSource optimizer) {
        return optimizer instanceof OptimizerSource.Phrases || optimizer instanceof OptimizerSource.Snippets;
    }

    private void optimizer(List<ComponentSource> artifact, OptimizerSource optimizer) {
        boolean synthetic = optimizer instanceof OptimizerSource.Synthetic;
        switch (task) {
            case TaskSource.Stock it -> {
                if (blind(optimizer)) {
                    root.wrong(
                            "optimizer",
                            "optimizer: phrases and snippets are put into prompts, but this task is about code");
                }
                if (synthetic
                        && artifact.stream()
                                .flatMap(part -> part.language().stream())
                                .anyMatch(word -> !word.equals("rule"))) {
                    root.wrongAsWhole(
                            "optimizer: the synthetic one edits the rule language alone; for Java name a model,"
                                    + " as in optimizer: {provider: openai:gpt-4o-mini}");
                }
            }
            case TaskSource.Known it -> {
                if (blind(optimizer)) {
                    root.wrong("optimizer", "optimizer: no phrases or snippets are put into a world; leave it out");
                }
            }
            case TaskSource.Answers it -> {
                if (synthetic) {
                    root.wrongAsWhole(
                            "optimizer: answers need a model that proposes, {provider: openai:gpt-4o-mini}, or"
                                    + " phrases to try, {phrases: file://phrases.txt}");
                }
                if (optimizer instanceof OptimizerSource.Phrases
                        && prompts(artifact).isEmpty()) {
                    root.wrong("optimizer", "optimizer.phrases are put into prompts, but no component is one");
                }
            }
        }
    }
}
