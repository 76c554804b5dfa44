package io.agon.improve.world;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Playing a game for a number of steps. Each step is a moment and a node that shows what was the case, what was done
 * and what it brought.
 *
 * @param steps of a game
 * @param slip probability that an action is replaced by any of them: shows what else could be done
 */
record GameTask(String name, Game game, int steps, double slip) implements Task {

    private static final Operator STEP = new Operator(
            "step", "Looks up the situation in the policy, does what it says, and shows what that brought at once.");
    private static final int PLAYS = 200;

    /** A step as it is shown. */
    record Frame(String situation, String action, double reward) {
        @Override
        public String toString() {
            return "situation: %s; action: %s; reward: %s".formatted(situation, action, reward);
        }
    }

    /** The same action in each situation. */
    Artifact start(String action) {
        return new Artifact(List.of(new Component(
                "policy",
                Component.Kind.CONFIG,
                "",
                "What to do in each situation.",
                "one line 'situation: action' for each situation; actions are " + String.join(", ", game.actions()),
                Table.filled(game.situations(), action).toString())));
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public String objective() {
        return game.objective();
    }

    @Override
    public Items items() {
        return Items.endless();
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        return Table.read(body).refusal(new LinkedHashSet<>(game.situations()), new LinkedHashSet<>(game.actions()));
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws StoppedException, InterruptedException {
        var trace = new Trace("item " + item);
        Node<String> policy = trace.parameter(
                "policy", artifact.body("policy"), artifact.component("policy").constraint());
        Table table = Table.read(artifact.body("policy"));
        Game.Play play = game.begin(turn.random());
        var moments = new ArrayList<Moment>();
        Node<?> before = trace.input("begin", play.situation(), "the first situation");
        for (int i = 0; i < steps; i++) {
            var inputs = new LinkedHashMap<String, Node<?>>();
            inputs.put("policy", policy);
            inputs.put("before", before);
            Node<Frame> frame = trace.op(STEP, inputs, List.of(), () -> step(table, play, turn.random()));
            moments.add(new Moment(frame, frame.value().reward(), ""));
            before = frame;
        }
        return new Run(item, moments, play.score(), Optional.empty(), "");
    }

    private Frame step(Table policy, Game.Play play, RandomGenerator random) {
        String situation = play.situation();
        String action = random.nextDouble() < slip
                ? game.actions().get(random.nextInt(game.actions().size()))
                : policy.get(situation);
        return new Frame(situation, action, play.act(action));
    }

    /** The mean score of {@value #PLAYS} games, the same ones for each artifact. */
    double truth(Artifact artifact) {
        Table policy = Table.read(artifact.body("policy"));
        Randomness plays = Randomness.of(0, "truth");
        double sum = 0;
        for (int i = 0; i < PLAYS; i++) {
            RandomGenerator random = plays.stream(i);
            Game.Play play = game.begin(random);
            for (int j = 0; j < steps; j++) {
                step(policy, play, random);
            }
            sum += play.score();
        }
        return sum / PLAYS;
    }
}
