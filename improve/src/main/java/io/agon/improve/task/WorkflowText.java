package io.agon.improve.task;

import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.policy.FinalAnswer;
import io.agon.policy.Scorer;
import io.agon.policy.Workflow;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a policy answers, as a text that can be edited: workflows in the words of experiment files, decodings as
 * {@code temperature=0.7 top_p=0.9}.
 */
final class WorkflowText {

    /** Told to optimizers. */
    static final String FORMS =
            "one of: direct; best-of-N (the model scores N samples), best-of-N by longest, best-of-N by shortest;"
                + " vote-N (by the last line), vote-N by last-number; critique-N (rounds of criticism and revision); N"
                + " is a whole number, 2 to 64, from 1 for critique";

    /** Told to optimizers. */
    static final String DECODINGS =
            "temperature=T top_p=P, with T from 0 to 2 and P above 0 and at most 1; either may be left out";

    private static final Pattern FORM = Pattern.compile("(best-of|vote|critique)-(\\d{1,3})(?: by (\\S+))?");
    private static final Pattern SETTING = Pattern.compile("(temperature|top_p)\\s*=\\s*(\\d{1,2}(?:\\.\\d{1,6})?)");

    private WorkflowText() {}

    /**
     * The workflow of a text.
     *
     * @param own model that scores its own samples
     * @throws IllegalArgumentException when it is none
     */
    static Workflow workflow(String text, Endpoint own, Decoding decoding) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("direct")) {
            return new Workflow.Direct();
        }
        Matcher matcher = FORM.matcher(word);
        if (!matcher.matches()) {
            throw none(text);
        }
        int count = Integer.parseInt(matcher.group(2));
        String kind = matcher.group(1);
        String by = Optional.ofNullable(matcher.group(3)).orElse("");
        return switch (kind + " " + by) {
            case "best-of " -> new Workflow.BestOf(count, new Scorer.Rated(own, Scorer.STANDARD, rating(decoding)));
            case "best-of longest" -> new Workflow.BestOf(count, new Scorer.Longest());
            case "best-of shortest" -> new Workflow.BestOf(count, new Scorer.Shortest());
            case "vote ", "vote last-line" -> new Workflow.Vote(count, new FinalAnswer.LastLine());
            case "vote last-number" -> new Workflow.Vote(count, new FinalAnswer.LastNumber());
            case "critique " -> new Workflow.Critique(count);
            default -> throw none(text);
        };
    }

    private static IllegalArgumentException none(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + " ..." : text;
        return new IllegalArgumentException("'%s' is no workflow; write %s".formatted(shown, FORMS));
    }

    /** A number is wanted, not variety. */
    private static Decoding rating(Decoding decoding) {
        return new Decoding(
                decoding.temperature() == null ? null : (Double) 0.0,
                null,
                null,
                decoding.maxTokens(),
                decoding.stop());
    }

    /**
     * The decoding of a text; what it does not say is as before, so that it cannot raise what an answer costs.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Decoding decoding(String text, Decoding standard) {
        Double temperature = standard.temperature();
        Double topP = standard.topP();
        for (String part : text.strip().split("(?<=\\d)[\\s,;]+")) {
            Matcher matcher = SETTING.matcher(part.strip());
            if (!part.isBlank() && !matcher.matches()) {
                throw new IllegalArgumentException("'%s' is no setting; write %s"
                        .formatted(part.length() > 60 ? part.substring(0, 60) + " ..." : part, DECODINGS));
            }
            if (!part.isBlank()) {
                double value = Double.parseDouble(matcher.group(2));
                if (matcher.group(1).equals("temperature")) {
                    temperature = value;
                } else {
                    topP = value;
                }
            }
        }
        if (temperature != null && temperature > 2) {
            throw new IllegalArgumentException("temperature is %s, but it must be at most 2".formatted(temperature));
        }
        return new Decoding(temperature, topP, standard.topK(), standard.maxTokens(), standard.stop());
    }
}
