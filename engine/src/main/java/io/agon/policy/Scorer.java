package io.agon.policy;

import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Message.Role;
import java.util.List;

/** Who scores the samples of a best-of workflow. */
public sealed interface Scorer {

    /** More code points are better. */
    record Longest() implements Scorer {}

    /** Fewer code points are better. */
    record Shortest() implements Scorer {}

    /**
     * A model gives a number.
     *
     * @param endpoint the model
     * @param prompt over the variables of the query, {@code task} (the conversation that was answered) and
     *     {@code answer}
     * @param decoding of its replies
     */
    record Rated(Endpoint endpoint, Prompt prompt, Decoding decoding) implements Scorer {}

    /** The variable of a scoring prompt that is the conversation which was answered. */
    String TASK = "task";

    /** The variable of a scoring prompt that is the answer. */
    String ANSWER = "answer";

    /** What a scoring model must reply. */
    String SCHEMA = """
        {"type":"object","properties":{"score":{"type":"number"}},"required":["score"],"additionalProperties":false}\
        """;

    /** When nobody wrote one. */
    Prompt STANDARD = new Prompt("score", List.of(Prompt.Part.of(Role.USER, """
        Below are a task and an answer to it. How good is the answer? Judge whether it is correct and does \
        what the task asks for; its length does not matter.

        Task:
        {{task}}

        Answer:
        {{answer}}

        Reply with JSON only: {"score": S}, where S is a number from 0 (useless) to 10 (perfect).\
        """)));
}
