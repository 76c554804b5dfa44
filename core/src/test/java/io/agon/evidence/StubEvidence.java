package io.agon.evidence;

import java.util.Arrays;

/** Evidence that says what a test wants. */
public final class StubEvidence implements Evidence {

    private final double delta;
    private final boolean[] possible;
    private final double[][] beats;
    private final double[][] withinMargin;

    public StubEvidence(int policies, double delta) {
        this.delta = delta;
        possible = new boolean[policies];
        Arrays.fill(possible, true);
        beats = new double[policies][policies];
        withinMargin = new double[policies][policies];
    }

    public StubEvidence reject(int... policies) {
        for (int k : policies) {
            possible[k] = false;
        }
        return this;
    }

    public StubEvidence beats(int i, int j, double eValue) {
        beats[i][j] = Math.log(eValue);
        return this;
    }

    public StubEvidence withinMargin(int i, int j, double eValue) {
        withinMargin[i][j] = Math.log(eValue);
        return this;
    }

    @Override
    public int policies() {
        return possible.length;
    }

    @Override
    public double delta() {
        return delta;
    }

    @Override
    public double logValue(int policy) {
        return maxLogValue(policy);
    }

    @Override
    public double maxLogValue(int policy) {
        return possible[policy] ? 0 : -Math.log(delta);
    }

    @Override
    public boolean possible(int policy) {
        return possible[policy];
    }

    @Override
    public int possibleCount() {
        return possible().size();
    }

    @Override
    public double maxLogBeats(int i, int j) {
        return beats[i][j];
    }

    @Override
    public double maxLogWithinMargin(int i, int j) {
        return withinMargin[i][j];
    }
}
