package io.agon.improve;

import java.util.List;

/**
 * The items of a task by what they are for; no item has two purposes.
 *
 * @param training batches that optimizers see
 * @param validation on which candidates are scored
 * @param acceptance duels of child against champion
 * @param fresh the certificate at the end, seen by nothing before
 */
public record Items(Supply training, Supply validation, Supply acceptance, Supply fresh) {

    /** Seeds of a simulator without end. */
    public static Items endless() {
        return new Items(
                new Supply.Endless("training"),
                new Supply.Endless("validation"),
                new Supply.Endless("acceptance"),
                new Supply.Endless("fresh"));
    }

    /** Items of a data set. */
    public static Items of(List<Long> training, List<Long> validation, List<Long> acceptance, List<Long> fresh) {
        return new Items(
                new Supply.Finite(training),
                new Supply.Finite(validation),
                new Supply.Finite(acceptance),
                new Supply.Finite(fresh));
    }
}
