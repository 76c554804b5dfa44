package io.agon.improve.accept;

/**
 * Error probability for all rounds of a loop together, spent on tests one after another.
 *
 * <p>At first the wealth is {@code delta}. A round stakes a part {@code alpha} of it on an e-process {@code E} against
 * its null, "the challenger is not better than the champion"; the challenger is accepted when {@code E >= 1 / alpha};
 * and when the round ends at value {@code e}, for whatever reason, {@code alpha min(1, e)} comes back. So an acceptance
 * costs nothing, a round that was cut off costs what the evidence has lost, and wealth never grows.
 *
 * <p>Guarantee: {@code P(some challenger is accepted whose null is true) <= delta}, for any number of rounds and
 * whatever stakes, challengers and ends of rounds are chosen by what happened before. Proof: let {@code Z} be 1 after
 * the first false acceptance, and the wealth before it. In a round whose null is true {@code E} has expectation at most
 * 1 at the end, and {@code wealth - alpha + alpha E} is at least 1 on acceptance and at least the new wealth otherwise;
 * so {@code Z} does not grow in expectation. In any other round wealth does not grow and no false acceptance is
 * possible. Hence {@code P(Z ever is 1) <= E Z <= Z at the start = delta}.
 *
 * <p>Source: alpha-investing (Foster and Stine 2008) for the name, the fallback procedure (Wiens 2003) for levels that
 * are used again after a rejection; that what is left of e-values is kept too is Agon's.
 */
public final class AlphaWealth {

    private double wealth;
    private double staked;

    /**
     * Nothing is spent yet.
     *
     * @param delta chance of any false acceptance, in (0, 1)
     */
    public AlphaWealth(double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException(
                    "delta must lie in (0, 1), but it is %s. A confidence of 0.95 is delta 0.05.".formatted(delta));
        }
        wealth = delta;
    }

    /**
     * Begins a test: stakes {@code 2 / (rounds + 1)} of the wealth, all of it in the last round. What is staked counts
     * as lost until it is {@linkplain #settle settled}. When tests leave half of their stakes behind, as they do where
     * nothing is better, each round is tested at the same level, about {@code 2 delta / rounds}. Where the number of
     * rounds is not known, {@code 2 n + 1} in round {@code n} (from 1) leaves something for each.
     *
     * @param rounds that may still come, this one among them; at least 1
     * @return the level of this test, in [0, 1)
     */
    public double stake(long rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException(
                    "A test is a round, so at least 1 must be left, but there are %d.".formatted(rounds));
        }
        staked = wealth * 2 / (rounds + 1);
        wealth -= staked;
        return staked;
    }

    /**
     * Ends the test.
     *
     * @param logValue natural logarithm of the present value of its e-process, not of its largest one
     */
    public void settle(double logValue) {
        wealth += staked * Math.min(1, Math.exp(logValue));
        staked = 0;
    }

    /** What is left, in [0, delta]. */
    public double left() {
        return wealth;
    }
}
