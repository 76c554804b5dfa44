package io.agon.improve.file;

import io.agon.config.Section;
import io.agon.config.Suggestion;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
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

    private void optimizer(List<ComponentSource> artifact, OptimizerSource optimizer) {
        boolean synthetic = optimizer instanceof OptimizerSource.Synthetic;
        switch (task) {
            case TaskSource.Stock it -> {
                if (optimizer instanceof OptimizerSource.Phrases) {
                    root.wrong("optimizer", "optimizer.phrases are put into prompts, but this task is about code");
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
                if (optimizer instanceof OptimizerSource.Phrases) {
                    root.wrong("optimizer", "optimizer.phrases have no meaning in a world; leave optimizer out");
                }
            }
            case TaskSource.Answers it -> {
                if (synthetic) {
                    root.wrongAsWhole(
                            "optimizer: answers need a model that proposes, {provider: openai:gpt-4o-mini}, or"
                                    + " phrases to try, {phrases: file://phrases.txt}");
                }
                if (optimizer instanceof OptimizerSource.Phrases
                        && artifact.stream().allMatch(part -> part.kind().orElse(Kind.PROMPT) != Kind.PROMPT)) {
                    root.wrong("optimizer", "optimizer.phrases are put into prompts, but no component is one");
                }
            }
        }
    }
}
