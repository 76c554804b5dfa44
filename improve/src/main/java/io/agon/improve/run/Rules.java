package io.agon.improve.run;

import io.agon.improve.Acceptance;
import io.agon.improve.LearningGraph;
import io.agon.improve.Search;

/**
 * The rules of a loop, ready for use in one run of it.
 *
 * @param graph makes of runs what the optimizer learns from
 * @param search which candidates are edited
 * @param acceptance when a challenger becomes the champion
 * @param selection what is taken at the end
 * @param certifier what can be said of it
 */
public record Rules(
        LearningGraph graph, Search search, Acceptance acceptance, Selection selection, Certifier certifier) {}
