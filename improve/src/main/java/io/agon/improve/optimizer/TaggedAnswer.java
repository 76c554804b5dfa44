package io.agon.improve.optimizer;

import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads answers of the form {@code <reasoning>} and any number of {@code <variable><name/><value/></variable>}.
 *
 * <p>The word TERMINATE in capitals anywhere outside of values means no change; within a value it is part of that. An
 * answer without a whole variable is no change.
 */
final class TaggedAnswer {

    /** The rule of output that models are told. */
    static final String RULE = """
        Answer in this form and no other, with one <variable> for each variable that you change, and its whole new
        value:
        <reasoning>
        why, in a few sentences
        </reasoning>
        <variable>
        <name>its name</name>
        <value>
        its new value
        </value>
        </variable>
        If nothing should be changed, write TERMINATE instead of variables.
        """;

    private static final Pattern VARIABLE = Pattern.compile(
            "<variable[^>]*>\\s*<name>([^<]*)</name>\\s*<value>(.*?)</value>\\s*</variable>", Pattern.DOTALL);
    private static final Pattern REASONING =
            Pattern.compile("<reasoning>(.*?)(?:</reasoning>|<variable|$)", Pattern.DOTALL);
    private static final Pattern TERMINATE = Pattern.compile("\\bTERMINATE\\b");
    private static final Pattern VALUE = Pattern.compile("<value>.*?</value>\\s*</variable>", Pattern.DOTALL);

    private TaggedAnswer() {}

    /** What an answer proposes. */
    static Proposal read(String answer, Problem problem) {
        if (answer.isBlank()) {
            return none("the model refused or said nothing", answer);
        }
        Matcher reason = REASONING.matcher(answer);
        String reasoning = Markup.plain(reason.find() ? reason.group(1).strip() : "");
        if (terminates(VALUE.matcher(answer).replaceAll(""))) {
            return none("the model would change nothing", reasoning);
        }
        Matcher variables = VARIABLE.matcher(answer);
        var edits = new Edits(problem);
        boolean any = false;
        while (variables.find()) {
            any = true;
            edits.suggest(variables.group(1).strip(), Markup.plain(variables.group(2)));
        }
        return any ? edits.proposal(reasoning) : none("the answer cannot be read", answer);
    }

    /** Whether a text says that nothing should be changed. */
    static boolean terminates(String text) {
        return TERMINATE.matcher(text).find();
    }

    private static Proposal none(String why, String reasoning) {
        return Proposal.none(why, reasoning);
    }
}
