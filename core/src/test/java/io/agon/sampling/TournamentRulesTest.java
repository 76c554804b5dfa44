package io.agon.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.evidence.StubEvidence;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.preference.RunningLedger;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rules that hold contests, in a world where the lower index always wins. */
class TournamentRulesTest {

    private static final int POLICIES = 8;

    private final RunningLedger ledger = new RunningLedger(POLICIES);
    private final StubEvidence evidence = new StubEvidence(POLICIES, 0.05);
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * Leads of log((1 - delta/K) / (delta/K)) / log(.7 / .3) = 5.98, so 6 each; 7 contests of a knockout, then the 4
     * policies that the champion of 3 contests has not met.
     */
    @Test
    void noisyTournament_playsEachContestToItsLeadOnce() {
        var contests = contests(new NoisyTournament(POLICIES, 0.05, 0.2, 5), 6 * (7 + 4));
        assertThat(contests).hasSize(7 + 4);
        for (int j = 1; j < POLICIES; j++) {
            assertThat(ledger.lead(0, j)).isEqualTo(6);
        }
    }

    @Test
    void noisyTournament_leavesOutABeatenChampion() {
        for (int j = 1; j < POLICIES; j++) {
            add(0, j, Outcome.WIN, 6);
            add(j, (j + 1) % POLICIES, Outcome.WIN, j + 1 < POLICIES ? 6 : 0);
        }
        add(7, 0, Outcome.WIN, 12);
        var rule = new NoisyTournament(POLICIES, 0.05, 0.2, 5);
        for (int n = 0; n < 50; n++) {
            Duel duel = rule.next(ledger, evidence, Pending.NONE, random);
            assertThat(duel.first()).isNotEqualTo(duel.second());
            ledger.add(duel, duel.first() < duel.second() ? Outcome.WIN : Outcome.LOSS);
        }
        assertThat(ledger.count(0)).isGreaterThan(0);
    }

    @Test
    void knockout_hasAChampionWhoThenMeetsTheRest() {
        var rule = new Knockout(POLICIES, 0.05, 0.2, 5);
        Set<Set<Integer>> contests = new LinkedHashSet<>();
        while (ledger.count(0, 1) == 0 || contests.size() < 7) {
            contests.addAll(contests(rule, 1));
        }
        assertThat(contests).hasSizeGreaterThanOrEqualTo(7);
        contests(rule, 2_000);
        for (int j = 1; j < POLICIES; j++) {
            assertThat(ledger.count(0, j)).as("0 against %d", j).isGreaterThan(100);
        }
    }

    @Test
    void rejectedPolicy_leavesTheTournament() {
        evidence.reject(0, 3);
        for (SamplingRule rule :
                new SamplingRule[] {new Knockout(POLICIES, 0.05, 0.2, 5), new NoisyTournament(POLICIES, 0.05, 0.2, 5)
                }) {
            assertThat(contests(rule, 500)).noneMatch(contest -> contest.contains(0) || contest.contains(3));
        }
    }

    /** With wins only, {@code n > 2 log(pi^2 28 n^2 / 0.15)} first holds at n = 29. */
    @Test
    void savage_samplesEvenlyAndStopsSamplingTheBeaten() {
        var rule = new Savage(0.05, 0);
        contests(rule, 28 * 10);
        for (int i = 0; i < POLICIES; i++) {
            assertThat(ledger.count(i)).isEqualTo(70);
        }
        contests(rule, 28 * 30);
        long beaten = ledger.count(7);
        contests(rule, 500);
        assertThat(ledger.count(7) - beaten).isLessThanOrEqualTo(500 / 7 + 1);
        assertThat(ledger.count(1, 2)).isLessThanOrEqualTo(30);
    }

    /** With wins only, {@code n > 2 log(2 28 1e6 / 0.05)} first holds at n = 42. */
    @Test
    void horizon_setsTheBoundOfSavage() {
        var rule = new Savage(0.05, 1_000_000);
        contests(rule, 28 * 60);
        assertThat(ledger.count(1, 2)).isBetween(40, 42);
    }

    private void add(int i, int j, Outcome outcome, int times) {
        for (int n = 0; n < times; n++) {
            ledger.add(new Duel(i, j), outcome);
        }
    }

    private Set<Set<Integer>> contests(SamplingRule rule, int duels) {
        Set<Set<Integer>> contests = new LinkedHashSet<>();
        for (int n = 0; n < duels; n++) {
            Duel duel = rule.next(ledger, evidence, Pending.NONE, random);
            contests.add(Set.of(duel.first(), duel.second()));
            ledger.add(duel, duel.first() < duel.second() ? Outcome.WIN : Outcome.LOSS);
        }
        return contests;
    }
}
