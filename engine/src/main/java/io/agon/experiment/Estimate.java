package io.agon.experiment;

import io.agon.judge.AnsweringArena;
import io.agon.model.Endpoint;
import io.agon.model.Message;
import io.agon.model.Request;
import io.agon.policy.PlannedCall;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one comparison of policies that ask models takes on average, if every policy takes part equally often and
 * nothing is tried again, or so many answers of one policy: an estimate, no bound. A token is taken to have four bytes,
 * a reply to have half to all of the tokens that it may have.
 *
 * @param calls of models, of the policies only
 * @param input tokens of these requests
 * @param output tokens of these replies
 * @param usd US dollars; calls of unknown price count as free; from above with the most that the judge may cost
 * @param judgeUsd of that the most that the judge may cost
 * @param seconds from the first call to the last, one after the other; those to models in this process not counted,
 *     because nobody knows their speed here
 * @param models the same for each model, by name
 */
public record Estimate(
        double calls, Range input, Range output, Range usd, double judgeUsd, Range seconds, List<OfModel> models) {

    /** Before the first token of a reply. */
    static final double SECONDS_BEFORE = 0.5;

    private static final Range WAIT = new Range(SECONDS_BEFORE, SECONDS_BEFORE);

    /** Of a reply, in a second. */
    static final double TOKENS_A_SECOND = 50;

    /** Requests that are made up to be measured: enough for a mean, few enough for thousands of policies. */
    private static final int MOST_MEASURED = 50_000;

    public Estimate {
        models = List.copyOf(models);
    }

    /**
     * Between two numbers.
     *
     * @param low at least 0
     * @param high at least {@code low}
     */
    public record Range(double low, double high) {

        static final Range NOTHING = new Range(0, 0);

        /** Both together. */
        public Range plus(Range other) {
            return new Range(low + other.low, high + other.high);
        }

        /** So many times this. */
        public Range times(double factor) {
            return new Range(low * factor, high * factor);
        }
    }

    /**
     * The part of one model.
     *
     * @param usd null when nobody knows what it costs
     */
    public record OfModel(
            String model,
            double calls,
            Range input,
            Range output,
            @Nullable Range usd) {}

    /** Of an arena; empty when no policy in it plans its calls. */
    static Optional<Estimate> of(AnsweringArena arena, List<Query> queries) {
        List<Policy> policies =
                arena.parties().stream().filter(it -> !it.calls().isEmpty()).toList();
        if (policies.isEmpty() || queries.isEmpty()) {
            return Optional.empty();
        }
        List<Query> some = spread(queries, Math.clamp(MOST_MEASURED / policies.size(), 1, 200));
        Map<String, OfModel> models = new TreeMap<>();
        double weight = 2.0 / arena.parties().size();
        for (Policy policy : policies) {
            for (PlannedCall call : policy.calls()) {
                OfModel part = part(call, some, weight * call.times());
                models.merge(part.model(), part, Estimate::sum);
            }
        }
        long longest = policies.stream().mapToLong(Policy::answerBytes).max().orElseThrow();
        double judge = some.stream()
                .mapToDouble(query -> arena.judge().worstCase(query, longest))
                .average()
                .orElse(0);
        return Optional.of(total(models, judge));
    }

    /** What so many answers of one policy take, which nobody judges; at least one query. */
    public static Estimate of(Policy policy, List<Query> queries, double answers) {
        Map<String, OfModel> models = new TreeMap<>();
        for (PlannedCall call : policy.calls()) {
            OfModel part = part(call, queries, answers * call.times());
            models.merge(part.model(), part, Estimate::sum);
        }
        return total(models, 0);
    }

    /** What it takes to ask a model all of these, each so many times. */
    public static Estimate of(Endpoint endpoint, List<Request> requests, double times) {
        Map<String, OfModel> models = new TreeMap<>();
        for (Request request : requests) {
            OfModel part = part(endpoint, List.of(request), 0, times);
            models.merge(part.model(), part, Estimate::sum);
        }
        return total(models, 0);
    }

    /** Both together. */
    public Estimate plus(Estimate other) {
        Map<String, OfModel> all = new TreeMap<>();
        Stream.concat(models.stream(), other.models.stream()).forEach(it -> all.merge(it.model(), it, Estimate::sum));
        return total(all, judgeUsd + other.judgeUsd);
    }

    private static Estimate total(Map<String, OfModel> models, double judge) {
        double calls = 0;
        Range input = Range.NOTHING;
        Range output = Range.NOTHING;
        Range usd = new Range(0, judge);
        for (OfModel it : models.values()) {
            calls += it.calls();
            input = input.plus(it.input());
            output = output.plus(it.output());
            usd = usd.plus(it.usd() == null ? Range.NOTHING : it.usd());
        }
        Range seconds = models.values().stream()
                .filter(it -> !it.model().startsWith("local:"))
                .map(it -> it.output().times(1 / TOKENS_A_SECOND).plus(WAIT.times(it.calls())))
                .reduce(Range.NOTHING, Range::plus);
        return new Estimate(calls, input, output, usd, judge, seconds, List.copyOf(models.values()));
    }

    /** So many of them, evenly spread. */
    private static List<Query> spread(List<Query> queries, int most) {
        if (queries.size() <= most) {
            return queries;
        }
        var some = new ArrayList<Query>();
        for (int i = 0; i < most; i++) {
            some.add(queries.get((int) ((long) i * queries.size() / most)));
        }
        return some;
    }

    private static OfModel part(PlannedCall call, List<Query> queries, double weight) {
        double earlier = (double) call.embedded() * call.embeddedTokens();
        return part(call.endpoint(), queries.stream().map(call.frame()).toList(), earlier, weight);
    }

    /**
     * What one of these requests takes on average, so many times.
     *
     * @param earlier tokens of earlier replies in it, at most
     */
    private static OfModel part(Endpoint endpoint, List<Request> requests, double earlier, double weight) {
        double tokens = 0;
        int most = 0;
        for (Request request : requests) {
            most = request.decoding().maxTokens();
            for (Message message : request.messages()) {
                tokens += 4 + message.text().getBytes(StandardCharsets.UTF_8).length / 4.0;
            }
        }
        double fixed = tokens / requests.size();
        Range input = new Range(fixed + earlier / 2, fixed + earlier).times(weight);
        Range output = new Range(Math.ceil(most / 2.0), most).times(weight);
        Range usd = endpoint.price()
                .map(it -> new Range(
                        (input.low() * it.input() + output.low() * it.output()) / 1e6,
                        (input.high() * it.input() + output.high() * it.output()) / 1e6))
                .orElse(null);
        return new OfModel(endpoint.id().toString(), weight, input, output, usd);
    }

    private static OfModel sum(OfModel one, OfModel other) {
        return new OfModel(
                one.model(),
                one.calls() + other.calls(),
                one.input().plus(other.input()),
                one.output().plus(other.output()),
                one.usd() == null || other.usd() == null ? null : one.usd().plus(other.usd()));
    }

    /** Models of which nobody knows what they cost. */
    public List<String> unpriced() {
        return models.stream()
                .filter(it -> it.usd() == null)
                .map(OfModel::model)
                .toList();
    }

    /** Seconds of so many comparisons, so many at once. */
    public Range seconds(long comparisons, int concurrency) {
        return seconds.times((double) comparisons / concurrency);
    }

    /** What it supposes, in words. */
    public static String assumptions() {
        return "four bytes to a token, replies of half to all of max_tokens, every policy equally often, no retries; %.1f s and a second for each %.0f tokens of a reply, nothing for models in this process"
                .formatted(SECONDS_BEFORE, TOKENS_A_SECOND);
    }
}
