package io.agon.improve.run;

import io.agon.improve.Acceptance;
import io.agon.improve.Artifact;
import io.agon.improve.LearningGraph;
import io.agon.improve.LearningLoop;
import io.agon.improve.Search;
import io.agon.improve.Task;
import io.agon.improve.accept.AcceptanceRules;
import io.agon.improve.accept.Certifier;
import io.agon.improve.accept.Selection;
import io.agon.improve.search.Searches;
import java.util.function.ToIntFunction;

/**
 * The rules of a loop, ready for one run of it.
 *
 * @param graph makes of runs what the optimizer learns from
 * @param search which candidates are edited
 * @param acceptance when a challenger becomes the champion
 * @param selection what is taken at the end
 * @param certifier what can be said of it
 */
public record Rules(
        LearningGraph graph, Search search, Acceptance acceptance, Selection selection, Certifier certifier) {

    /**
     * As a loop chooses them.
     *
     * @param number of the certificate of an artifact, from 1
     */
    public static Rules of(LearningLoop loop, Task task, ToIntFunction<Artifact> number) {
        return new Rules(
                LearningGraph.of(loop),
                Searches.of(loop.search()),
                AcceptanceRules.of(loop.acceptance(), task.items().acceptance()),
                Selection.of(loop.selection(), task.items().acceptance(), loop.seed()),
                new Certifier(loop.certificate(), task.items().fresh(), loop.seed(), number));
    }
}
