package io.agon.improve.world;

import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a choice of a learning loop does in a world: settings that differ in that choice alone, with the same number of
 * updates, and what is claimed of them.
 *
 * @param name of choice and world
 * @param why it comes about, in a sentence
 * @param figure that settings are compared by
 * @param settings of different names
 * @param claims that can be tested
 */
public record Effect(String name, String why, Figure figure, List<Setting> settings, List<Claim> claims) {

    public Effect {
        settings = List.copyOf(settings);
        claims = List.copyOf(claims);
    }

    /** What is measured of a loop that has ended. */
    public enum Figure {
        /** The true mean score of what was chosen. */
        FINAL_SCORE,
        /** 1 when any round announced an improvement, otherwise 0. */
        ANNOUNCED
    }

    /**
     * A loop in a world.
     *
     * @param world as {@link Worlds#of} reads it; {@code SEED} stands for the seed
     * @param batch items of a batch; empty for those of the world
     * @param credit the horizon
     */
    public record Setting(
            String name, String world, OptionalInt batch, CreditHorizon credit, AcceptanceRule acceptance) {

        Batching batching(World made) {
            Batching own = made.batching();
            return new Batching(batch.orElse(own.size()), own.template(), own.order(), own.replacement());
        }
    }

    /** The figure of one setting is higher than that of another one. */
    public record Claim(String higher, String than) {}

    private static final CreditHorizon WHOLE = new CreditHorizon(OptionalInt.empty(), Scope.RUN);
    private static final String ALL = "whole run";
    private static final String ONE = "1 step, feedback on steps";
    private static final String ONE_RUN = "1 step, feedback on run";
    private static final String EIGHT = "8 steps, feedback on steps";
    private static final String EIGHT_RUN = "8 steps, feedback on run";
    private static final String STRICT = "strict, batch 5";
    private static final String LLM_PO = "llm-po, 300 duels";

    /** All that are studied. */
    public static List<Effect> all() {
        return List.of(
                new Effect(
                        "starting artifact, separable landscape",
                        "a text that is written anew loses some of what was right, and nothing is gained by that",
                        Figure.FINAL_SCORE,
                        starts("separable"),
                        List.of(new Claim("many components", "one component"))),
                new Effect(
                        "starting artifact, coupled landscape",
                        "components that keep their interfaces cannot change them together",
                        Figure.FINAL_SCORE,
                        starts("coupled"),
                        List.of(new Claim("one component", "many components"))),
                new Effect(
                        "credit horizon, paddleball",
                        "the reward of a step says whether it was right; what comes later says it of other steps",
                        Figure.FINAL_SCORE,
                        horizons("paddleball"),
                        List.of(new Claim(ONE, ALL), new Claim(ONE, EIGHT))),
                new Effect(
                        "credit horizon, shooter",
                        "the step that hits is punished at once and rewarded later",
                        Figure.FINAL_SCORE,
                        horizons("shooter"),
                        List.of(new Claim(ALL, ONE), new Claim(ALL, ONE_RUN), new Claim(EIGHT_RUN, EIGHT))),
                new Effect(
                        "batching, single examples are learned by heart",
                        "one example is over-fitted, and five are more than attention takes in",
                        Figure.FINAL_SCORE,
                        batches("rules(overfit=0.6)"),
                        List.of(new Claim("batch 3", "batch 1"), new Claim("batch 3", "batch 5"))),
                new Effect(
                        "batching, no over-fitting",
                        "with one example attention is undivided",
                        Figure.FINAL_SCORE,
                        batches("rules(overfit=0)"),
                        List.of(new Claim("batch 1", "batch 3"), new Claim("batch 1", "batch 5"))),
                new Effect(
                        "acceptance, all versions equal",
                        "of two equal versions one scores higher on a batch, by luck",
                        Figure.ANNOUNCED,
                        acceptances("equal(noise=0.3)"),
                        List.of(new Claim(STRICT, LLM_PO), new Claim("strict, batch 60", LLM_PO))),
                new Effect(
                        "acceptance, some versions better",
                        "who accepts everything keeps what harms",
                        Figure.FINAL_SCORE,
                        acceptances("gains(noise=0.3)"),
                        List.of(new Claim(LLM_PO, "always"))));
    }

    private static List<Setting> starts(String kind) {
        return Stream.of("one", "many")
                .map(it -> setting(
                        it.equals("one") ? "one component" : "many components",
                        "landscape(kind=%s, components=%s, seed=SEED)".formatted(kind, it),
                        WHOLE))
                .toList();
    }

    private static List<Setting> horizons(String world) {
        return List.of(
                setting(ONE, world, new CreditHorizon(OptionalInt.of(1), Scope.STEPS)),
                setting(ONE_RUN, world, new CreditHorizon(OptionalInt.of(1), Scope.RUN)),
                setting(EIGHT, world, new CreditHorizon(OptionalInt.of(8), Scope.STEPS)),
                setting(EIGHT_RUN, world, new CreditHorizon(OptionalInt.of(8), Scope.RUN)),
                setting(ALL, world, WHOLE));
    }

    private static List<Setting> batches(String world) {
        return Stream.of(1, 3, 5)
                .map(it -> new Setting("batch " + it, world, OptionalInt.of(it), WHOLE, new AcceptanceRule.Always()))
                .toList();
    }

    /** Batches and duels of several sizes, so that rules can be compared at like numbers of runs. */
    private static List<Setting> acceptances(String world) {
        return Stream.of(
                        Stream.of(setting("always", world, WHOLE)),
                        Stream.of(5, 20, 60)
                                .map(it -> new Setting(
                                        "strict, batch " + it,
                                        world,
                                        OptionalInt.of(it),
                                        WHOLE,
                                        new AcceptanceRule.StrictOnBatch(0))),
                        Stream.of(20, 50, 300)
                                .map(it -> new Setting(
                                        "llm-po, %d duels".formatted(it),
                                        world,
                                        OptionalInt.empty(),
                                        WHOLE,
                                        new AcceptanceRule.LlmPo(0.05, it))))
                .flatMap(it -> it)
                .toList();
    }

    private static Setting setting(String name, String world, CreditHorizon credit) {
        return new Setting(name, world, OptionalInt.empty(), credit, new AcceptanceRule.Always());
    }
}
