package io.agon.improve.task;

import io.agon.experiment.Estimate;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.code.CodeException;
import io.agon.improve.code.Language;
import io.agon.improve.code.Signature;
import io.agon.improve.code.Value;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.judge.Ballot;
import io.agon.judge.Hearing;
import io.agon.judge.Judge;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.Message.Role;
import io.agon.model.ModelException;
import io.agon.model.Request;
import io.agon.policy.Answer;
import io.agon.policy.LlmPolicy;
import io.agon.policy.Prompt;
import io.agon.policy.Query;
import io.agon.policy.Template;
import io.agon.policy.Turn;
import io.agon.policy.Workflow;
import io.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Queries that a language model answers: the artifact is what it is told, and what is made of its reply.
 *
 * <p>Prompt components are templates over the variables of a query, and stand in the {@code frame} as variables of
 * their own names. A code component gets the reply as the text {@code answer} and gives the answer; a workflow
 * component is {@code direct}, {@code vote-5}, {@code critique-1} and the like; a config component is
 * {@code temperature=0.7 top_p=0.9}. Of these three there is at most one each.
 *
 * <p>Guarantee: what a model says can change its own score and nothing else: it is never read as a template, and rules
 * alone score it. A model that refuses or says nothing, a request that the start does not make and that is rejected,
 * and code that fails on a reply are runs of score 0 that say why: a prompt cannot delete its wrong answers. Only what
 * fails on the way to the model is no run: too many requests, trouble of the provider, time-outs, replies that break
 * the protocol, wrong keys. Money is reserved by the turn before each call.
 *
 * @param start the artifact whose prompts say which variables every version must keep
 * @param frame conversation over the names of prompt components and the variables of queries
 * @param queries items are their positions
 * @param items of the queries, by purpose
 * @param endpoint the model
 * @param decoding of its replies, unless the artifact says otherwise
 * @param check scores an answer
 * @param judge decides duels; empty when scores do
 * @param language of the code component; empty when there is none
 * @param keep variables that prompts must keep where they have them at the start; empty for all of those
 */
public record AnswerTask(
        Artifact start,
        Prompt frame,
        List<Query> queries,
        Items items,
        Endpoint endpoint,
        Decoding decoding,
        Check check,
        Optional<Judge> judge,
        Optional<Language> language,
        Set<String> keep)
        implements Task {

    /** The name under which code gets the reply. */
    public static final String ANSWER = "answer";

    /** Characters of a body: more is a proposal gone wrong. */
    private static final int LONGEST = 50_000;

    /** Statuses of HTTP with which a provider rejects what is asked, such as a prompt too long, and not who asks. */
    private static final Set<Integer> REQUEST_ERRORS = Set.of(400, 413, 422);

    /** Queries whose requests are made up for an estimate. */
    private static final int MEASURED = 200;

    public AnswerTask {
        queries = List.copyOf(queries);
        keep = Set.copyOf(keep);
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("There are no queries; name at least one under tests.");
        }
        for (Kind kind : List.of(Kind.CODE, Kind.WORKFLOW, Kind.CONFIG)) {
            if (of(start, kind).count() > 1) {
                throw new IllegalArgumentException(
                        "Two components are of the kind %s, but answers need at most one; join them.".formatted(kind));
            }
        }
        if (language.isEmpty() && of(start, Kind.CODE).findAny().isPresent()) {
            throw new IllegalArgumentException(
                    "A component is code, but no language is named; write language: rule under it.");
        }
        Set<String> own =
                of(start, Kind.PROMPT).map(Component::name).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String name : own) {
            if (!frame.variables().contains(name)) {
                throw new IllegalArgumentException(
                        "The prompt '%s' is said nowhere; write {{%s}} into the frame.".formatted(name, name));
            }
        }
        for (Query query : queries) {
            check.lacking(query).ifPresent(it -> {
                throw new IllegalArgumentException(it);
            });
            for (String name : own) {
                if (query.vars().containsKey(name)) {
                    throw new IllegalArgumentException(
                            "A component and a variable of the query '%s' are both called '%s'; rename one."
                                    .formatted(query.id(), name));
                }
            }
            for (String name : frame.variables()) {
                if (!own.contains(name) && !query.vars().containsKey(name)) {
                    throw new IllegalArgumentException(
                            "The frame has the variable {{%s}}, which is no prompt component, and which the query '%s' lacks; mend its name."
                                    .formatted(name, query.id()));
                }
            }
        }
    }

    /** The usual frame: what is called {@code system} as instructions, the other prompts one after another. */
    public static Prompt frame(Artifact start) {
        var parts = new ArrayList<Prompt.Part>();
        of(start, Kind.PROMPT)
                .filter(it -> it.name().equals("system"))
                .forEach(it -> parts.add(Prompt.Part.of(Role.SYSTEM, "{{system}}")));
        String rest = of(start, Kind.PROMPT)
                .map(Component::name)
                .filter(it -> !it.equals("system"))
                .map("{{%s}}"::formatted)
                .collect(Collectors.joining("\n\n"));
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "The artifact has no prompt for the user; add a component of kind prompt, such as one with"
                            + " {{input}}.");
        }
        parts.add(Prompt.Part.of(Role.USER, rest));
        return new Prompt("frame", parts);
    }

    /** What code of this name must keep: it is given a reply and gives the answer in it. */
    public static Signature signature(String name) {
        SequencedMap<String, Value.Type> parameters = new LinkedHashMap<>();
        parameters.put(ANSWER, Value.Type.TEXT);
        return new Signature(name, parameters, Value.Type.TEXT);
    }

    private static java.util.stream.Stream<Component> of(Artifact artifact, Kind kind) {
        return artifact.components().stream().filter(it -> it.kind() == kind);
    }

    @Override
    public String description() {
        return "%d queries, answered by %s; score: %s%s"
                .formatted(
                        queries.size(),
                        endpoint.id(),
                        check.description(),
                        judge.isPresent() ? "; duels by a judge" : "");
    }

    @Override
    public String objective() {
        return "Change the variables so that the answers of the language model score higher, on queries that you do not"
                + " see as on those that you see. The score, from 0 to 1: " + check.description() + ".";
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws Exception {
        Query query = query(item);
        var trace = new Trace("item " + query.id());
        SequencedMap<String, Node<?>> said = new LinkedHashMap<>();
        var hidden = new ArrayList<Node<?>>();
        Optional<Node<String>> code = Optional.empty();
        for (Component it : artifact.components()) {
            Node<String> parameter = trace.parameter(it.name(), it.body(), it.constraint());
            switch (it.kind()) {
                case PROMPT -> said.put(it.name(), parameter);
                case CODE -> code = Optional.of(parameter);
                case CONFIG, WORKFLOW -> hidden.add(parameter);
            }
        }
        query.vars().forEach((name, value) -> said.put(name, trace.input(name, value, "of the query")));
        try {
            if (code.isEmpty()) {
                return scored(query, item, trace.op(asking(artifact), said, hidden, () -> ask(artifact, query, turn)));
            }
            Component component = of(artifact, Kind.CODE).findFirst().orElseThrow();
            try (Extraction extraction = Extraction.of(component, language.orElseThrow(), trace, code.get())) {
                Node<String> reply = trace.op(asking(artifact), said, hidden, () -> ask(artifact, query, turn));
                return scored(query, item, extraction.of(reply));
            }
        } catch (StoppedException e) {
            return Run.failed(item, List.of(), e.node());
        } catch (Trace.FailedCall e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Run scored(Query query, long item, Node<String> output) throws Exception {
        Check.Mark mark = check.of(query, output.value());
        Optional<String> reference =
                query.accepted().isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", query.accepted()));
        return new Run(
                item, List.of(new Moment(output, mark.score(), mark.note())), mark.score(), reference, output.value());
    }

    private Query query(long item) {
        return queries.get(Math.toIntExact(item));
    }

    private Operator asking(Artifact artifact) {
        String frameText = frame.parts().stream()
                .map(it -> "[%s] %s"
                        .formatted(
                                it.role().name().toLowerCase(java.util.Locale.ROOT),
                                it.text().source()))
                .collect(Collectors.joining("\n"));
        return new Operator(
                "ask",
                "Fills in the variables {{...}} and asks a language model (%s); gives its reply. What it is told:\n%s"
                        .formatted(
                                of(artifact, Kind.WORKFLOW)
                                        .findFirst()
                                        .map(it -> "by the workflow " + it.name())
                                        .orElse("once"),
                                frameText));
    }

    /** A reply without an answer is the artifact's failure; what fails on the way to the model is not. */
    private String ask(Artifact artifact, Query query, Turn turn) throws InterruptedException {
        try {
            return switch (policy(artifact).answer(filled(artifact, query), new WholeReplies(turn))) {
                case Answer.Given it -> it.text();
                case Answer.Missing it -> throw new IllegalStateException(it.reason());
            };
        } catch (ModelException e) {
            if (blamed(artifact, e)) {
                throw new IllegalStateException("no answer, which scores 0: " + e.getMessage(), e);
            }
            throw new Trace.FailedCall(e);
        }
    }

    /** Whether what the artifact says is why there is no answer. */
    private boolean blamed(Artifact artifact, ModelException e) {
        return switch (e.fault()) {
            case Fault.Refused it -> true;
            case Fault.Unusable it -> e.maybeBilled(); // otherwise an error in place of a reply
            case Fault.Rejected it -> REQUEST_ERRORS.contains(it.status()) && !artifact.equals(start);
            case Fault.Limited it -> false;
            case Fault.Unavailable it -> false;
            case Fault.TimedOut it -> false;
            case Fault.Disconnected it -> false;
            case Fault.Malformed it -> false;
            case Fault.Resting it -> false;
        };
    }

    /** Keeps replies before they are judged: one that says nothing is not bought again, and stays what it was. */
    private record WholeReplies(Turn turn) implements Turn {
        @Override
        public RandomGenerator random() {
            return turn.random();
        }

        @Override
        public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading)
                throws ModelException, InterruptedException {
            return reading.read(turn.ask(endpoint, request, step, reply -> reply));
        }

        @Override
        public void spend(double usd) {
            turn.spend(usd);
        }
    }

    /** The policy that an artifact is; it answers queries that were {@link #filled}. */
    private LlmPolicy policy(Artifact artifact) {
        Decoding own = of(artifact, Kind.CONFIG)
                .findFirst()
                .map(it -> WorkflowText.decoding(it.body(), decoding))
                .orElse(decoding);
        Workflow workflow = of(artifact, Kind.WORKFLOW)
                .findFirst()
                .map(it -> WorkflowText.workflow(it.body(), endpoint, own))
                .orElseGet(Workflow.Direct::new);
        return new LlmPolicy(frame, endpoint, own, workflow);
    }

    /** The query with the prompts of an artifact as further variables. */
    private static Query filled(Artifact artifact, Query query) {
        Map<String, String> vars = new LinkedHashMap<>(query.vars());
        of(artifact, Kind.PROMPT)
                .forEach(it -> vars.put(it.name(), Template.of(it.body()).fill(query.vars())));
        return Query.accepting(query.id(), vars, query.accepted());
    }

    /**
     * By the scores, or by the judge, who is shown the two answers in an order that a coin of the turn decides. A run
     * that failed loses without him.
     */
    @Override
    public Outcome duel(Run first, Run second, Turn turn) throws Exception {
        if (judge.isEmpty()) {
            return Task.super.duel(first, second, turn);
        }
        boolean failed = first.error().isPresent();
        boolean other = second.error().isPresent();
        if (failed || other) {
            return failed && other ? Outcome.TIE : failed ? Outcome.LOSS : Outcome.WIN;
        }
        Query query = query(first.item());
        var one = new Answer.Given(first.answer());
        var two = new Answer.Given(second.answer());
        return turn.random().nextBoolean()
                ? judge.get().judge(query, two, one, new Sitting(turn)).swapped()
                : judge.get().judge(query, one, two, new Sitting(turn));
    }

    /** A judge's turn outside an experiment: what he is worth is measured there. */
    private record Sitting(Turn turn) implements Hearing {
        @Override
        public RandomGenerator random() {
            return turn.random();
        }

        @Override
        public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading)
                throws ModelException, InterruptedException {
            return turn.ask(endpoint, request, step, reading);
        }

        @Override
        public void spend(double usd) {
            turn.spend(usd);
        }

        @Override
        public void record(Ballot ballot) {}
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        if (body.isBlank()) {
            return Optional.of("%s is blank; write its text".formatted(component.name()));
        }
        if (body.length() > LONGEST) {
            return Optional.of("%s has %,d characters, but at most %,d are possible; shorten it"
                    .formatted(component.name(), body.length(), LONGEST));
        }
        try {
            switch (component.kind()) {
                case PROMPT -> template(component.name(), body);
                case CODE ->
                    language.orElseThrow()
                            .compile(signature(component.name()), body)
                            .close();
                case WORKFLOW -> {
                    var unused = WorkflowText.workflow(body, endpoint, decoding);
                }
                case CONFIG -> {
                    var unused = WorkflowText.decoding(body, decoding);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException | CodeException e) {
            return Optional.of("%s: %s".formatted(component.name(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private void template(String name, String body) {
        Set<String> variables = Template.of(body).variables();
        for (String it : Template.of(start.body(name)).variables()) {
            if ((keep.isEmpty() || keep.contains(it)) && !variables.contains(it)) {
                throw new IllegalArgumentException(
                        "must keep the variable {{%s}}, where that of each query goes; put it back".formatted(it));
            }
        }
        Set<String> known = new LinkedHashSet<>(queries.getFirst().vars().keySet());
        queries.forEach(it -> known.retainAll(it.vars().keySet()));
        for (String it : variables) {
            if (!known.contains(it)) {
                throw new IllegalArgumentException(
                        "has the variable {{%s}}, but queries have only %s; use those".formatted(it, known));
            }
        }
    }

    @Override
    public double worstCase(Artifact artifact, long item) {
        return policy(artifact).worstCase(filled(artifact, query(item)));
    }

    /** What so many runs of an artifact take. */
    public Estimate estimate(Artifact artifact, double runs) {
        return Estimate.of(policy(artifact), measured(artifact), runs);
    }

    /** The most that the judge of one duel costs on average, without retries, in US dollars; 0 without one. */
    public double judging(Artifact artifact) {
        long bytes = policy(artifact).answerBytes();
        return judge.stream()
                .flatMapToDouble(
                        it -> queries.stream().limit(MEASURED).mapToDouble(query -> it.worstCase(query, bytes)))
                .average()
                .orElse(0);
    }

    private List<Query> measured(Artifact artifact) {
        int count = Math.min(MEASURED, queries.size());
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(it -> filled(artifact, queries.get((int) ((long) it * queries.size() / count))))
                .toList();
    }
}
