package io.agon.improve.task;

import io.agon.decide.Shelf;
import io.agon.decide.StockKeeper;
import io.agon.decide.inventory.Inventory;
import io.agon.decide.inventory.StockKeepers;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.improve.code.CodeException;
import io.agon.improve.code.Language;
import io.agon.improve.code.Program;
import io.agon.improve.code.Signature;
import io.agon.improve.code.Value;
import io.agon.improve.trace.Node;
import io.agon.improve.trace.Operator;
import io.agon.improve.trace.StoppedException;
import io.agon.improve.trace.Trace;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A rule that orders stock, on the inventories of {@link Inventory}: an item is an instance, the score is the reward as
 * a share of that of perfect foresight, cut to [0, 1]. The artifact has one component, {@value #ORDER}, whose code is
 * given what a {@link Shelf} holds, and nothing of the future.
 *
 * <p>Orders are rounded up to whole units, as the rules of {@link StockKeepers} do; one below 0 orders nothing. Code
 * that fails, or orders more than the simulator takes, ends the run with score 0 and says why. A play draws nothing, so
 * that runs do not depend on the turn.
 *
 * <p>A score is cut at 0: a rule that loses money on an instance loses no more than one that orders nothing.
 */
public final class StockTask implements Task {

    /** The component that is improved. */
    public static final String ORDER = "order";

    /** What its code must keep. */
    public static final Signature SIGNATURE = new Signature(ORDER, parameters(), Value.Type.NUMBER);

    /** What is counted in units of the product, what in money; the others are pure numbers. */
    public static final Map<String, String> UNITS = Map.of(
            ORDER,
            "units",
            "stock",
            "units",
            "position",
            "units",
            "demand",
            "units",
            "ordered",
            "units",
            "arrived",
            "units",
            "profit",
            "money",
            "holding",
            "money");

    private static final Operator PLAY = new Operator(
            "play",
            "Plays all periods of an item: before each, asks order how much to order, and sells what is wanted.");
    private static final Operator ASK = new Operator(ORDER, "How much to order before a period, by the code of order.");
    private static final Operator SELL = new Operator(
            "sell", "Orders, takes in what is due, sells what is wanted, loses the rest, keeps what is left.");

    private final Inventory environment;
    private final Language language;
    private final Programs programs;
    private final Steps steps;
    private final Items items;

    /** What is a moment of a run. */
    public enum Steps {
        /** The whole run. */
        RUN,
        /** Each period: for traces with a horizon; takes some 50 times the memory. */
        PERIODS
    }

    /**
     * Whole runs.
     *
     * @param environment whose instances are the items, divided by series of demand, whole series to one part: 15 %
     *     training, 15 % validation, 35 % acceptance, 35 % fresh, as closely as series allow
     * @param language that the code is written in
     * @param seed of the division
     */
    public StockTask(Inventory environment, Language language, long seed) {
        this(environment, language, seed, Steps.RUN);
    }

    /** With these steps. */
    public StockTask(Inventory environment, Language language, long seed, Steps steps) {
        this.environment = environment;
        this.language = language;
        programs = new Programs(language, SIGNATURE);
        this.steps = steps;
        items = StockSeries.divide(environment, seed);
    }

    private static SequencedMap<String, Value.Type> parameters() {
        var parameters = new LinkedHashMap<String, Value.Type>();
        parameters.put("stock", Value.Type.NUMBER);
        parameters.put("position", Value.Type.NUMBER);
        parameters.put("demand", Value.Type.NUMBERS);
        parameters.put("ordered", Value.Type.NUMBERS);
        parameters.put("arrived", Value.Type.NUMBERS);
        parameters.put("profit", Value.Type.NUMBER);
        parameters.put("holding", Value.Type.NUMBER);
        parameters.put("lead_time", Value.Type.NUMBER);
        parameters.put("period", Value.Type.NUMBER);
        return parameters;
    }

    /** The artifact with this code. */
    public static Artifact artifact(String body) {
        return new Artifact(List.of(new Component(
                ORDER,
                Component.Kind.CODE,
                SIGNATURE.header(),
                "How many units to order before a period. stock: units at hand; position: units at hand and on order,"
                    + " those that were lost on the way among them; demand: units wanted in each earlier period, 5"
                    + " before the start among them, the oldest first; ordered, arrived: units ordered and arrived in"
                    + " each period since the start; profit: of a unit sold; holding: cost of a unit left at the end"
                    + " of a period; lead_time: promised periods until an order arrives, 0 = at once; period: 1 for"
                    + " the first. Orders are rounded up; below 0 nothing is ordered.",
                "",
                body)));
    }

    /** A poor artifact to start from: orders the mean demand, whatever is on the shelf. */
    public Artifact start() {
        return artifact(
                switch (language.name()) {
                    case "rule" -> SIGNATURE.header() + "\nmean(demand)\n";
                    case "java" -> """
                        static double order(double stock, double position, double[] demand, double[] ordered, double[] arrived, double profit, double holding, double lead_time, double period) {
                            return Arrays.stream(demand).average().orElse(0);
                        }
                        """;
                    default ->
                        throw new IllegalArgumentException(
                                "There is no rule to start from in %s; give the body of order."
                                        .formatted(language.name()));
                });
    }

    @Override
    public String description() {
        return "order stock on " + environment.description();
    }

    @Override
    public String objective() {
        return "Write a rule that orders stock for many products. In each period the rule orders; what is due arrives;"
                + " min(stock, demand) is sold, the rest of demand is lost; each unit that is left costs holding. The"
                + " score of an item is profit x sold - holding x left, as a share of profit x demand. Orders may take"
                + " longer than the promised lead time, or never arrive, and demand may change over time. The same rule"
                + " must do for all products, profits and lead times.\n\n"
                + language.manual(SIGNATURE);
    }

    @Override
    public Items items() {
        return items;
    }

    @Override
    public Optional<String> refusal(Component component, String body) {
        try (Program program = language.compile(SIGNATURE, body)) {
            return Optional.empty();
        } catch (CodeException e) {
            return Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("compiling was interrupted");
        }
    }

    @Override
    public Run run(Artifact artifact, long item, Turn turn) throws InterruptedException {
        Component order = artifact.component(ORDER);
        var trace = new Trace("item " + item);
        List<Node<?>> rule = List.of(order.node());
        try (Programs.Loan code = programs.lend(order.body())) {
            return played(item, trace, rule, shelf -> quantity(code.call(arguments(shelf))));
        }
    }

    @Override
    public SequencedMap<String, Rival> rivals() {
        var rivals = new LinkedHashMap<String, Rival>();
        rivals.put("base-stock", rival(StockKeepers.baseStock(0.95)));
        return rivals;
    }

    private Rival rival(StockKeeper keeper) {
        return (item, turn) -> played(item, new Trace("item " + item), List.of(), keeper::order);
    }

    /** Who orders. */
    @FunctionalInterface
    private interface Orders {
        double order(Shelf shelf) throws CodeException, InterruptedException;
    }

    private static double quantity(Value value) throws CodeException {
        if (value instanceof Value.Num it) {
            return it.value();
        }
        throw new CodeException("order must give a number, but it gave a %s"
                .formatted(value.type().word()));
    }

    private static Map<String, Value> arguments(Shelf shelf) {
        return Map.of(
                "stock", new Value.Num(shelf.stock()),
                "position", new Value.Num(shelf.position()),
                "demand", new Value.Numbers(shelf.demand()),
                "ordered", new Value.Numbers(shelf.ordered()),
                "arrived", new Value.Numbers(shelf.arrived()),
                "profit", new Value.Num(shelf.profit()),
                "holding", new Value.Num(shelf.holding()),
                "lead_time", new Value.Num(shelf.promisedLeadTime()),
                "period", new Value.Num(shelf.ordered().size() + 1));
    }

    private Run played(long item, Trace trace, List<Node<?>> rule, Orders orders) throws InterruptedException {
        var ledger = new StockLedger(environment.stretch(item), environment.open(item));
        Node<?> given = trace.input("item", StockLedger.terms(environment.stretch(item)), "what is known of the item");
        var moments = new ArrayList<Moment>();
        try {
            switch (steps) {
                case RUN -> {
                    Node<String> result = trace.op(PLAY, Trace.arguments("item", given), rule, () -> {
                        while (!ledger.over()) {
                            period(ledger, orders);
                        }
                        return ledger.result();
                    });
                    moments.add(new Moment(result, ledger.score(), ledger.note()));
                }
                case PERIODS -> {
                    Node<?> shelf = given;
                    while (!ledger.over()) {
                        Shelf before = ledger.shelf();
                        Node<Double> quantity =
                                trace.op(ASK, Trace.arguments("shelf", shelf), rule, () -> orders.order(before));
                        SequencedMap<String, Node<?>> inputs = Trace.arguments("shelf", shelf);
                        inputs.put("quantity", quantity);
                        Node<StockLedger.Period> period =
                                trace.op(SELL, inputs, List.of(), () -> ledger.order(before, quantity.value()));
                        moments.add(new Moment(period, ledger.share(period.value()), ledger.remark(period.value())));
                        shelf = period;
                    }
                }
            }
        } catch (StoppedException e) {
            return Run.failed(item, moments, e.node());
        }
        return new Run(item, moments, ledger.score(), Optional.empty(), ledger.note());
    }

    private static void period(StockLedger ledger, Orders orders) throws CodeException, InterruptedException {
        Shelf shelf = ledger.shelf();
        try {
            ledger.order(shelf, orders.order(shelf));
        } catch (CodeException e) {
            throw new CodeException("period %d: %s".formatted(shelf.ordered().size() + 1, e.getMessage()));
        }
    }
}
