package io.agon.improve.accept;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.evidence.MeanEvidence;
import io.agon.improve.Candidate;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.Supply;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CertifierTest {

    private static final Candidate START = Rounds.candidate(0);
    private static final Candidate CHOSEN = Rounds.candidate(1);
    private static final List<Long> ITEMS = LongStream.range(0, 80).boxed().toList();

    private static Certificate certify(int queries, Supply fresh, long seed, Duels duels) {
        try {
            return new Certifier(new CertificateRule(0.1, queries), fresh, seed)
                    .certify(START, CHOSEN, duels)
                    .orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Scores of the chosen one and of the start, with luck. */
    private static Duels scores(Rounds.Scores scores, double chosen, double start, long seed) {
        var random = Randomness.of(seed, "scores").stream(0);
        return meetings -> meetings.stream()
                .map(it -> Outcome.of(
                        (1 + scores.on(chosen, it.item(), random) - scores.on(start, it.item(), random)) / 2))
                .toList();
    }

    private static Counts certificates(
            int runs, double chosen, double start, Rounds.Scores scores, Predicate<Certificate> event) {
        return Counts.counting(
                runs,
                seed -> event.test(
                        certify(60, new Supply.Endless("fresh"), seed, scores(scores, chosen, start, seed))));
    }

    @Test
    void equalArtifact_isSeldomCertified_andABetterOneIs() {
        assertThatRate(certificates(200, 0.5, 0.5, Rounds::coin, Certificate::better))
                .isAtMost(0.1);
        assertThatRate(certificates(200, 0.5, 0.5, Rounds::graded, Certificate::better))
                .isAtMost(0.1);
        assertThatRate(certificates(60, 0.9, 0.4, Rounds::coin, Certificate::better))
                .isAtLeast(0.9);
        assertThatRate(certificates(60, 0.6, 0.5, Rounds::graded, Certificate::better))
                .isAtLeast(0.9);
    }

    @Test
    void lead_isInsideTheInterval() {
        assertThatRate(certificates(200, 0.55, 0.45, Rounds::coin, it -> it.low() > 0.1 || it.high() < 0.1))
                .isAtMost(0.1);
        assertThatRate(certificates(200, 0.55, 0.45, Rounds::coin, it -> it.atLeast() > 0.1))
                .as("lower end")
                .isAtMost(0.1);
        Certificate one = certify(400, new Supply.Endless("fresh"), 1, scores(Rounds::graded, 0.55, 0.5, 1));
        assertThat(one.better()).isTrue();
        assertThat(one.low()).isBetween(0.02, one.atLeast());
        assertThat(one.atLeast()).isLessThan(one.lead());
        assertThat(one.high()).isBetween(one.lead(), 0.08);
    }

    @Test
    void claim_isMade_exactlyWhenTheLowerEndIsNotBelowZero() {
        assertThat(certificates(40, 0.57, 0.5, Rounds::graded, it -> it.better() != it.atLeast() >= 0)
                        .rate())
                .isZero();
        assertThat(certificates(40, 0.6, 0.43, Rounds::coin, Certificate::better)
                        .rate())
                .isBetween(0.1, 0.9);
    }

    /** Twenty raised budgets, each with another artifact that is no better. */
    @Test
    void certificatesOnTheSameItems_shareTheErrorProbability() {
        assertThatRate(raised(number -> Certifier.level(0.1, number))).isAtMost(0.1);
        assertThat(raised(number -> 0.1).rate()).as("each at delta").isGreaterThan(0.25);
        double sum = 0;
        for (int number = 1; number <= 30; number++) {
            sum += Certifier.level(0.1, number);
        }
        assertThat(sum).isBetween(0.0999, 0.1);
        assertThat(Certifier.level(0.1, 10_000)).isPositive();
    }

    private static Counts raised(IntToDoubleFunction levels) {
        return Counts.counting(500, seed -> {
            var start = Randomness.of(seed, "start").stream(0);
            double[] scores = start.doubles(60).map(it -> it < 0.5 ? 0 : 1).toArray();
            for (int number = 1; number <= 20; number++) {
                double level = levels.applyAsDouble(number);
                var luck = Randomness.of(seed, "chosen").stream(number);
                var evidence = new MeanEvidence(0.5, level, scores.length);
                for (double theirs : scores) {
                    evidence.observe(Outcome.of((1 + (luck.nextBoolean() ? 1 : 0) - theirs) / 2));
                }
                if (evidence.maxLogValue() >= -Math.log(level)) {
                    return true;
                }
            }
            return false;
        });
    }

    @Test
    void tooFewQueries_canClaimNothing() {
        assertThat(Certifier.possible(0.05, 4)).isFalse();
        assertThat(Certifier.possible(0.05, 5)).isTrue();
        assertThat(certify(3, new Supply.Endless("fresh"), 1, it -> Collections.nCopies(it.size(), Outcome.WIN))
                        .better())
                .isFalse();
    }

    /** No population: the recorded answers of these 80 items have a mean lead of 0, only their order is random. */
    @Test
    void exactlyTheseItems_inRandomOrder_withoutALead_areSeldomCertified() {
        assertThatRate(ordered(200, 40, Certificate::better)).isAtMost(0.1);
        assertThatRate(ordered(60, 24, Certificate::better)).as("power").isAtLeast(0.7);
    }

    /** So many of 80 items are lost, as many won as are left; the certificate looks at 70 of them. */
    private static Counts ordered(int runs, int lost, Predicate<Certificate> event) {
        return Counts.counting(
                runs,
                seed -> event.test(certify(
                        70,
                        new Supply.Finite(ITEMS),
                        seed,
                        meetings -> meetings.stream()
                                .map(it -> it.item() < lost ? Outcome.LOSS : Outcome.WIN)
                                .toList())));
    }

    @Test
    void eachFreshItem_isUsedOnce_andNoMoreThanThereAre() {
        var items = new ArrayList<Long>();
        Certificate certificate = certify(500, new Supply.Finite(ITEMS), 1, meetings -> {
            meetings.forEach(it -> items.add(it.item()));
            assertThat(meetings).allMatch(it -> it.first() == CHOSEN && it.second() == START);
            return Collections.nCopies(meetings.size(), Outcome.WIN);
        });
        assertThat(items).containsExactlyInAnyOrderElementsOf(ITEMS).isNotEqualTo(ITEMS);
        assertThat(certificate.queries()).isEqualTo(80);
        assertThat(certificate.better()).isTrue();
        assertThat(certificate.lead()).isEqualTo(1);
    }

    @Test
    void duelsThatEndEarly_countAsFarAsTheyWent_andManyMissingOnesForbidAClaim() {
        Certificate early = certify(100, new Supply.Finite(ITEMS), 1, meetings -> Collections.nCopies(30, Outcome.WIN));
        assertThat(early.better()).isTrue();
        assertThat(early.queries()).isEqualTo(30);
        Certificate holes = certify(
                100,
                new Supply.Finite(ITEMS),
                1,
                meetings -> meetings.stream()
                        .map(it -> it.item() % 5 == 0 ? new Outcome.Missing("timed out") : Outcome.WIN)
                        .toList());
        assertThat(holes.better()).isFalse();
        assertThat(holes.complete()).isFalse();
        assertThat(holes.reason()).isEqualTo("too many are missing, 16 of 80");
        assertThat(holes.low()).isEqualTo(-1);
        assertThat(holes.high()).isEqualTo(1);
        assertThat(holes.missing()).isEqualTo(16);
        assertThat(holes.queries()).isEqualTo(64);
        Certificate nothing = certify(100, new Supply.Finite(ITEMS), 1, meetings -> List.of());
        assertThat(nothing.better()).isFalse();
        assertThat(nothing.reason()).isEqualTo("no query was answered");
        assertThat(nothing.lead()).isNaN();
        assertThat(nothing.low()).isEqualTo(-1);
        assertThat(nothing.high()).isEqualTo(1);
    }

    @Test
    void startItself_isNotCertified_andNoQueriesNoCertificate() throws Exception {
        Duels none = meetings -> {
            throw new AssertionError("a duel in vain");
        };
        var fresh = new Supply.Endless("fresh");
        assertThat(new Certifier(new CertificateRule(0.1, 50), fresh, 1).certify(START, START, none))
                .isEmpty();
        assertThat(new Certifier(new CertificateRule(0.1, 0), fresh, 1).certify(START, CHOSEN, none))
                .isEmpty();
    }
}
