package io.agon.improve.file;

import io.agon.config.Problems;
import io.agon.config.Section;
import io.agon.decide.Catalogue;
import io.agon.decide.Description;
import io.agon.decide.inventory.Inventory;
import io.agon.improve.file.ImproveSpec.TaskSource;
import io.agon.improve.task.AnswerSpec;
import io.agon.improve.world.Worlds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The key {@code task}: what an artifact is for. */
final class TaskSection {

    private static final List<String> KINDS = List.of("inventory", "answers", "world");

    private final Problems problems;
    private final Path file;

    TaskSection(Problems problems, Path file) {
        this.problems = problems;
        this.file = file;
    }

    Optional<TaskSource> read(Section root) {
        if (!root.present().contains("task")) {
            root.wrongAsWhole("task is missing, such as task: {inventory: inventory}");
            return Optional.empty();
        }
        Section it = root.section("task").orElseThrow();
        Optional<TaskSource> stock = it.name("inventory").flatMap(text -> stock(it, text));
        Optional<TaskSource> known = it.name("world").flatMap(text -> known(it, text));
        Optional<TaskSource> answers = it.section("answers")
                .flatMap(section -> AnswerSpec.read(section, problems, file))
                .map(TaskSource.Answers::new);
        it.close();
        if (it.present().stream().filter(KINDS::contains).count() != 1) {
            it.wrongAsWhole("task must have one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        return stock.or(() -> known).or(() -> answers);
    }

    private Optional<TaskSource> stock(Section it, String text) {
        try {
            var environment = new Catalogue(
                            Optional.ofNullable(file.getParent()).orElse(Path.of("")))
                    .environment(Description.parse(text));
            if (environment instanceof Inventory inventory) {
                return Optional.of(new TaskSource.Stock(inventory));
            }
            it.wrong(
                    "inventory",
                    "task.inventory: stock is not ordered in %s; write inventory, or inventory(lead-time=4)"
                            .formatted(environment.description()));
        } catch (IllegalArgumentException e) {
            it.wrong("inventory", "task.inventory: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<TaskSource> known(Section it, String text) {
        try {
            return Optional.of(new TaskSource.Known(Worlds.of(text)));
        } catch (IllegalArgumentException e) {
            it.wrong("world", "task.world: " + e.getMessage());
            return Optional.empty();
        }
    }
}
