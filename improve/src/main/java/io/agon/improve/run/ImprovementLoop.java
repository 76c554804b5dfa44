package io.agon.improve.run;

import io.agon.budget.BudgetSpentException;
import io.agon.config.ConfigException;
import io.agon.config.Problems;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.LearningLoop;
import io.agon.improve.Optimizer;
import io.agon.improve.Supply;
import io.agon.improve.Task;
import io.agon.improve.run.Selection.Selected;
import io.agon.loop.LoopFolder;
import io.agon.model.ContentHash;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Runs a learning loop: collects runs, asks for an edit, evaluates it, decides, and keeps all of it.
 *
 * <p>Guarantee: the same loop, task and optimizer come to the same end at any concurrency, whatever the timing. Run
 * again in the same folder after it was killed, it repeats no paid call and comes to where it would have come; with a
 * larger budget it goes on. Money and evaluations never exceed their budget.
 */
public final class ImprovementLoop {

    private static final String MONEY = "the money is spent; raise usd to go on";

    private final LearningLoop loop;
    private final Task task;
    private final Rules rules;
    private final Means means;
    private final Runs runs;
    private final Steps steps;
    private final ItemDuels trials;
    private final ItemDuels experiment;
    private final ItemDuels certification;

    /** A loop that is run once. */
    public ImprovementLoop(LearningLoop loop, Task task, Optimizer optimizer, Rules rules, Means means) {
        this.loop = loop;
        this.task = task;
        this.rules = rules;
        this.means = means;
        var work = new Work(loop.seed(), means);
        runs = new Runs(task, work);
        int ahead = Math.max(1, means.concurrency() / 2);
        trials = drawn("acceptance", ahead);
        experiment = drawn("selection", 1);
        List<Long> fresh = task.items().fresh().first(loop.certificate().queries(), loop.seed());
        certification = new ItemDuels(
                runs, task.items().fresh(), index -> index < fresh.size() ? fresh.get((int) index) : null, ahead);
        steps = new Steps(loop, task, optimizer, rules, work, runs, trials, () -> publish(Optional.empty(), Optional.empty(), ""), means.concurrency());
    }

    /** Duels on acceptance items: of a finite supply with replacement. */
    private ItemDuels drawn(String purpose, int ahead) {
        Supply supply = task.items().acceptance();
        var randomness = Randomness.of(loop.seed(), "duels for " + purpose);
        return new ItemDuels(runs, supply, index -> supply.draw(randomness.stream(index)), ahead);
    }

    /**
     * Runs it to its end, which is also that of money, time or patience with a provider; {@link Improvement#ended} says
     * which.
     *
     * @throws ConfigException when the folder holds another loop
     */
    public Improvement run() throws InterruptedException {
        means.folder().ifPresent(this::open);
        String ended;
        try {
            ended = steps.run(new Minutes(loop.budget().minutes(), means));
        } catch (Ended e) {
            ended = String.valueOf(e.getMessage());
        } catch (BudgetSpentException e) {
            ended = MONEY;
        }
        return finished(ended);
    }

    private void open(LoopFolder folder) {
        folder.open(settings()).ifPresent(difference -> {
            throw Problems.of(folder.path(), difference);
        });
    }

    /** All that shapes the loop; the budget may grow. */
    private Map<String, String> settings() {
        var settings = new TreeMap<String, String>(loop.choices());
        settings.remove("budget");
        settings.put("task", task.description());
        var parts = new ArrayList<String>();
        for (Component it : loop.start().components()) {
            parts.addAll(List.of(
                    it.name(),
                    it.kind().name(),
                    it.signature(),
                    it.documentation(),
                    it.constraint(),
                    it.body()));
        }
        settings.put("content of the start", ContentHash.of(parts.toArray(String[]::new)));
        means.contents().forEach((name, content) -> settings.put("content of " + name, content));
        return settings;
    }

    private Improvement finished(String ended) throws InterruptedException {
        Optional<Selected> selected = Optional.empty();
        Optional<Certificate> certificate = Optional.empty();
        String end = ended;
        try {
            Selected one = rules.selection().select(steps.candidates().standings(), steps.champion(), experiment);
            selected = Optional.of(one);
            if (one.candidate() != 0 && loop.certificate().queries() > 0) {
                certificate = rules.certifier()
                        .certify(
                                steps.candidates().get(0), steps.candidates().get(one.candidate()), certification);
            }
        } catch (Ended | BudgetSpentException e) {
            String why = e instanceof Ended ? String.valueOf(e.getMessage()) : MONEY;
            end = why.equals(ended) ? ended : ended + "; then " + why;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        String unselected = "the champion, because " + end;
        return publish(selected.or(() -> Optional.of(new Selected(steps.champion(), unselected))), certificate, end);
    }

    private Improvement publish(Optional<Selected> selected, Optional<Certificate> certificate, String ended) {
        var improvement = new Improvement(
                task.description(),
                loop,
                steps.rounds(),
                steps.candidates().standings(),
                steps.champion(),
                selected.map(it -> OptionalInt.of(it.candidate())).orElse(OptionalInt.empty()),
                selected.map(Selected::words).orElse(""),
                certificate,
                spent(),
                ended);
        means.folder().ifPresent(folder -> ImprovementFile.write(folder, improvement));
        means.listener().round(improvement);
        return improvement;
    }

    private Improvement.Spent spent() {
        List<ItemDuels> duels = List.of(trials, experiment, certification);
        return new Improvement.Spent(
                steps.updates(),
                steps.evaluations(),
                steps.missing() + duels.stream().mapToLong(ItemDuels::missing).sum(),
                duels.stream().mapToLong(ItemDuels::used).sum(),
                // Sums in another order differ in the last digits.
                Math.round(means.replies().usd() * 1e9) / 1e9);
    }
}
