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
                yield "candidate %d beats the start by %s, by %s, %s"
                        .formatted(it.chosen().orElseThrow(), points(by.lead()), least(by), on(by));
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

    /** The lead over the start and its two-sided interval; empty without a certificate that says something. */
    public static String lead(Improvement it) {
        return it.certificate().filter(Certificate::complete).map(Answer::lead).orElse("");
    }

    /** The lead of a certificate that is complete, and its two-sided interval. */
    public static String lead(Certificate it) {
        return "%s, %s interval %s to %s"
                .formatted(points(it.lead()), percent(1 - it.level()), number(100 * it.low()), number(100 * it.high()));
    }

    /** What a certificate against a rival shows, and no more: it is one-sided, and holds by itself. */
    public static String against(Certificate it) {
        if (!it.complete()) {
            return "nothing can be said: " + it.reason();
        }
        return it.better()
                ? "the chosen one is better, by %s".formatted(least(it))
                : "not shown to be better (%s)".formatted(percent(1 - it.level()));
    }

    private static String nothing(Improvement it) {
        if (!changed(it)) {
            return "no change was taken after %s: the start stays".formatted(updates(it));
        }
        int chosen = it.chosen().orElseThrow();
        return it.certificate()
                .map(by -> by.complete()
                        ? "candidate %d was taken, but is not shown to be better than the start: its lead is %s, %s, %s"
                                .formatted(chosen, points(by.lead()), least(by), on(by))
                        : "candidate %d was taken, but nothing can be said of it: %s".formatted(chosen, by.reason()))
                .orElseGet(() -> "candidate %d was taken, but nothing was left to certify it with".formatted(chosen));
    }

    private static String updates(Improvement it) {
        int done = it.spent().updates();
        return "%,d update%s".formatted(done, done == 1 ? "" : "s");
    }

    /** The one-sided end that the claim rests on. */
    private static String least(Certificate by) {
        return "at least %s (%s)".formatted(number(100 * by.atLeast()), percent(1 - by.level()));
    }

    /** What it rests on; a later certificate says that it is one. */
    private static String on(Certificate by) {
        String queries = "on %,d fresh queries".formatted(by.queries());
        return by.number() == 1
                ? queries
                : "%s; the %s certificate on these items, at %s"
                        .formatted(queries, ordinal(by.number()), percent(1 - by.level()));
    }

    private static String ordinal(int number) {
        boolean teen = number / 10 % 10 == 1;
        return number
                + switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
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
            lines.add("The claim is about the fresh queries of this task, and about others as far as those are a random"
                    + " sample of them, one by one: where they come in groups, such as variants of one thing, it is"
                    + " about these alone. Elsewhere the chosen artifact may be no better, or worse.");
            lines.add("Where the seed divides the items, a loop with another seed certifies on items that this one was"
                    + " trained on: of several seeds, the best is no claim.");
        }
        if (it.rivals().size() > 1) {
            lines.add("What is said against each of the %d rivals holds by itself, not for all of them together."
                    .formatted(it.rivals().size()));
        }
        lines.add("Scores of candidates are means over few items on which they were also chosen: they flatter. So do the"
                + " leads of accepted changes, since good luck ends a decision. Only the certificate is a claim.");
        lines.add("It does not say that nothing better exists: the loop saw %,d candidates."
                .formatted(it.candidates().size()));
        return lines;
    }
}
