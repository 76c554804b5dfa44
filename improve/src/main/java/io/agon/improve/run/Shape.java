package io.agon.improve.run;

import io.agon.improve.Component;
import io.agon.improve.LearningLoop;
import io.agon.improve.Task;
import io.agon.model.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tells one loop from another: only the same loop goes on in a folder. */
public final class Shape {

    private Shape() {}

    /**
     * All that shapes a loop, by name, in words or as a hash; the budget may grow.
     *
     * @param contents what shapes it beside its choices, by name
     */
    public static Map<String, String> of(LearningLoop loop, Task task, Map<String, String> contents) {
        var settings = new TreeMap<String, String>(loop.choices());
        settings.remove("budget");
        settings.put("task", task.description());
        var parts = new ArrayList<String>();
        for (Component it : loop.start().components()) {
            parts.addAll(List.of(
                    it.name(), it.kind().name(), it.signature(), it.documentation(), it.constraint(), it.body()));
        }
        settings.put("content of the start", ContentHash.of(parts.toArray(String[]::new)));
        contents.forEach((name, content) -> settings.put("content of " + name, content));
        return settings;
    }
}
