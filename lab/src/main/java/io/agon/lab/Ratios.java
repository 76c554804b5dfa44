package io.agon.lab;

import static io.agon.lab.Table.format;

/** Means over the limit, of one rule on several instances, as tables print them: "&gt; " where some hit the cap. */
final class Ratios {

    private double logs;
    private double largest;
    private double largestError;
    private double largestDeviation;
    private boolean cut;
    private int size;
    private double last;
    private double lastDeviation;
    private boolean lastCut;

    void add(Summary summary, double limit) {
        size++;
        last = summary.mean() / limit;
        lastDeviation = summary.meanError() / summary.mean();
        lastCut = summary.undecided() > 0;
        logs += Math.log(last);
        largest = Math.max(largest, last);
        largestDeviation = Math.max(largestDeviation, lastDeviation);
        largestError = Math.max(largestError, summary.errorRate() == null ? 0 : summary.errorRate());
        cut |= lastCut;
    }

    int size() {
        return size;
    }

    String last() {
        return least(lastCut) + format("%.2f", last);
    }

    String lastWithError() {
        return last() + format(" ± %.2f", last * lastDeviation);
    }

    String geometricMean() {
        return least(cut) + format("%.2f", Math.exp(logs / size));
    }

    String largest() {
        return least(cut) + format("%.2f", largest);
    }

    String largestError() {
        return format("%.3f", largestError);
    }

    String largestDeviation() {
        return format("%.0f %%", 100 * largestDeviation);
    }

    private static String least(boolean cut) {
        return cut ? "> " : "";
    }
}
