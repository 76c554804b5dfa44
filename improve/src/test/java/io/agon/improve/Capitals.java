package io.agon.improve;

import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.model.Request;
import io.agon.policy.Turn;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The task of docs/extending/improve.md, word for word: asks a model for capitals. */
record Capitals(Endpoint endpoint, List<String> countries, List<String> capitals, Items items) implements Task {

    private static final Operator ASK = new Operator("ask", "Asks a model, which sees the prompt, then the country.");

    @Override
    public String description() {
        return "capitals by " + endpoint.id();
    }

    @Override
    public String objective() {
        return "The answer is the name of the capital and nothing else.";
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws InterruptedException {
        String country = countries.get((int) item);
        String capital = capitals.get((int) item);
        var trace = new Trace("item " + item);
        Node<String> prompt = artifact.component("prompt").node();
        SequencedMap<String, Node<?>> inputs = Trace.arguments("prompt", prompt);
        inputs.put("country", trace.input("country", country, "given"));
        try {
            Node<String> answer = trace.op(ASK, inputs, List.of(), () -> ask(prompt.value() + "\n" + country, turn));
            double score = answer.value().strip().equals(capital) ? 1 : 0;
            return new Run(item, List.of(new Moment(answer, score, "")), score, Optional.of(capital), answer.value());
        } catch (StoppedException e) {
            return Run.failed(item, List.of(), e.node());
        }
    }

    private String ask(String text, Turn turn) throws InterruptedException {
        try {
            var request = Request.of(List.of(Message.user(text)), Decoding.DEFAULT);
            return turn.ask(endpoint, request, "answer", reply -> reply.text());
        } catch (ModelException e) {
            throw new Trace.FailedCall(e);
        }
    }
}
