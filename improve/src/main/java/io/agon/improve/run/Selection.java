package io.agon.improve.run;

import io.agon.improve.Pool.Member;
import java.util.List;

/** Takes one candidate at the end of a loop. */
@FunctionalInterface
public interface Selection {

    /**
     * Chooses.
     *
     * @param members candidates that can be taken, the champion among them
     * @param champion number of the candidate that acceptance stands by
     * @param duels fights them, where the rule asks for duels
     */
    Choice choose(List<Member> members, int champion, Duels duels) throws Exception;

    /**
     * What was taken.
     *
     * @param candidate its number
     * @param reason in words, with figures
     * @param duels that were fought
     */
    record Choice(int candidate, String reason, long duels) {}
}
