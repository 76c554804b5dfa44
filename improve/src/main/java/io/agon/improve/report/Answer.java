package io.agon.improve.report;

import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.LearningLoop.CertificateRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an improvement came to. */
public enum Answer {

    /** It is not over. */
    RUNNING("RUNNING"),
    /** What was taken is shown to be better than the start. */
    IMPROVED("IMPROVED"),
    /** Something else than the start was taken, and no certificate was asked for. */
    CHANGED("CHANGED"),
    /** What was taken is not shown to be better than the start, or is the start. */
    NOTHING_SHOWN("NOTHING SHOWN");

    private final String title;

    Answer(String title) {
        this.title = title;
    }

    /** Of an improvement, finished or not. */
    public static Answer of(Improvement it) {
        if (it.ended().isEmpty()) {
            return RUNNING;
        }
        Optional<Certificate> certificate = it.certificate();
        if (certificate.isPresent()) {
            return certificate.get().better() ? IMPROVED : NOTHING_SHOWN;
        }
        return changed(it) && it.loop().certificate().queries() == 0 ? CHANGED : NOTHING_SHOWN;
    }

    private static boolean changed(Improvement it) {
        return it.chosen().orElse(0) != 0;
    }

    /** In capitals. */
    public String title() {
        return title;
    }

    /** In one word for programs. */
    public String status() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In a sentence, without the title. */
    public static String sentence(Improvement it) {
        return switch (of(it)) {
            case RUNNING ->
                it.champion() == 0
                        ? "no change was accepted so far, after %s".formatted(updates(it))
                        : "candidate %d is the champion so far, after %s".formatted(it.champion(), updates(it));
            case IMPROVED -> {
                Certificate by = it.certificate().orElseThrow();
                yield "candidate %d beats the start by %s (%s, between %s), on %,d fresh queries"
                        .formatted(
                                it.chosen().orElseThrow(),
                                points(by.lead()),
                                percent(1 - by.delta()),
                                between(by),
                                by.queries());
            }
            case CHANGED ->
                "candidate %d was taken; whether it is better than the start was not examined (certify: {queries: 0})"
                        .formatted(it.chosen().orElseThrow());
            case NOTHING_SHOWN -> nothing(it);
        };
    }

    /** How it was taken, and what guarantees it; empty while it runs. */
    public static String taken(Improvement it) {
        if (it.chosen().isEmpty()) {
            return "";
        }
        int chosen = it.chosen().getAsInt();
        String how = "candidate %d: %s".formatted(chosen, it.selection());
        if (chosen == 0) {
            return how;
        }
        return it.certificate()
                .map(by -> how
                        + (by.better()
                                ? "; however it was taken, the certificate above is its guarantee"
                                : "; the certificate above is all that is known of it"))
                .orElse(how + "; without a certificate there is no guarantee");
    }

    /** Whom acceptance stands by, where something else was taken; empty otherwise. */
    public static String passedOver(Improvement it) {
        if (it.chosen().isEmpty() || it.chosen().getAsInt() == it.champion()) {
            return "";
        }
        return "%s is the champion, which acceptance stands by, but selection took candidate %d"
                .formatted(
                        it.champion() == 0 ? "the start" : "candidate " + it.champion(),
                        it.chosen().getAsInt());
    }

    /** What a certificate against a rival shows. */
    public static String against(Certificate it) {
        return it.better()
                ? "the chosen one is better"
                : it.high() < 0 ? "the chosen one is worse" : "not shown to be better";
    }

    private static String nothing(Improvement it) {
        if (!changed(it)) {
            return "no change was taken after %s: the start stays".formatted(updates(it));
        }
        int chosen = it.chosen().orElseThrow();
        return it.certificate()
                .map(by ->
                        "candidate %d was taken, but is not shown to be better than the start: its lead lies between %s points (%s), on %,d fresh queries"
                                .formatted(chosen, between(by), percent(1 - by.delta()), by.queries()))
                .orElseGet(() -> "candidate %d was taken, but nothing was left to certify it with".formatted(chosen));
    }

    private static String updates(Improvement it) {
        int done = it.spent().updates();
        return "%,d update%s".formatted(done, done == 1 ? "" : "s");
    }

    private static String between(Certificate by) {
        return "%s and %s".formatted(number(100 * by.low()), number(100 * by.high()));
    }

    /** Score differences are said in points of a hundred. */
    private static String points(double lead) {
        String number = number(100 * lead);
        return number + (number.equals("1") ? " point" : " points");
    }

    /** Small figures keep a digit after the point. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.1f" : "%.0f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2).replaceFirst("^-0$", "0") : text;
    }

    /** A share, such as {@code 95 %}. */
    public static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                        .setScale(4, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    /** A mean score in points of a hundred; a dash without one. */
    public static String score(double mean) {
        return Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.1f", 100 * mean);
    }

    /** What it took, in a line. */
    public static String spent(Improvement it) {
        var spent = it.spent();
        String usd = spent.usd() > 0 ? String.format(Locale.ROOT, ", $%,.4f", spent.usd()) : "";
        String missing = spent.missing() > 0 ? ", %,d missing".formatted(spent.missing()) : "";
        return "%s, %,d runs to learn from, %,d duels%s%s%s"
                .formatted(
                        updates(it),
                        spent.evaluations(),
                        spent.duels(),
                        missing,
                        usd,
                        it.ended().isEmpty() ? "" : "; ended because " + it.ended());
    }

    /** What the claim is, and what it is not. */
    public static List<String> limits(Improvement it) {
        CertificateRule rule = it.loop().certificate();
        var lines = new ArrayList<String>();
        if (rule.queries() > 0) {
            lines.add("The claim is about queries like the fresh ones of this task; on others the chosen artifact may"
                    + " be no better, or worse.");
        }
        lines.add("Scores of candidates are means over few items on which they were also chosen: they flatter. Only the"
                + " certificate is a claim.");
        lines.add("It does not say that nothing better exists: the loop saw %,d candidates."
                .formatted(it.candidates().size()));
        return lines;
    }
}
