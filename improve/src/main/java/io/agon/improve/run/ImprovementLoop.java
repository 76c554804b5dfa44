package io.agon.improve.run;

import io.agon.budget.BudgetSpentException;
import io.agon.config.ConfigException;
import io.agon.config.Problems;
import io.agon.improve.Candidate;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.LearningLoop;
import io.agon.improve.Optimizer;
import io.agon.improve.Task;
import io.agon.improve.accept.Selection.Choice;
import io.agon.loop.LoopFolder;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs a learning loop: collects runs, asks for an edit, evaluates it, decides, and keeps all of it.
 *
 * <p>Guarantee: the same loop, task and optimizer come to the same end at any concurrency, whatever the timing. Run
 * again in the same folder after it was killed, it repeats no paid call and comes to where it would have come; with a
 * larger budget it goes on. Money and evaluations never exceed their budget.
 */
public final class ImprovementLoop {

    private static final double CENT = 0.01;

    private final String description;
    private final LearningLoop loop;
    private final Task task;
    private final Rules rules;
    private final Means means;
    private final Work work;
    private final Scores scores;
    private final Queries queries;
    private final Fights selecting;
    private final Fights certifying;
    private final Steps steps;

    /**
     * A loop that is run once.
     *
     * @throws ConfigException when the folder holds another loop
     */
    public ImprovementLoop(LearningLoop loop, Task task, Optimizer optimizer, Means means) {
        this(loop, task, optimizer, means, "");
    }

    /**
     * The same.
     *
     * @param description for people; another one is the same loop
     */
    public ImprovementLoop(LearningLoop loop, Task task, Optimizer optimizer, Means means, String description) {
        this.description = description;
        this.loop = loop;
        this.task = task;
        this.means = means;
        means.folder().ifPresent(this::open);
        rules = Rules.of(loop, task, new Certified(means.folder()));
        work = new Work(loop.seed(), means);
        var runs = new Runs(task, work, loop.start());
        scores = new Scores(runs, loop.budget().evaluations());
        queries = new Queries(runs, task.items().acceptance(), loop, means);
        selecting = fights(runs, "duels of the selection");
        certifying = fights(runs, "duels of the certificate");
        Runnable publish = () -> publish(Optional.empty(), Optional.empty(), Map.of(), "");
        var horizon = new Horizon(means.folder(), loop.budget().updates());
        steps = new Steps(loop, task, optimizer, rules, work, scores, queries, horizon, publish);
    }

    private Fights fights(Runs runs, String what) {
        return new Fights(
                runs, means.concurrency(), (done, most) -> means.listener().progress(what, done, most));
    }

    /**
     * Runs it to its end, which is also that of money, time or patience with a provider; {@link Improvement#ended} says
     * which.
     */
    public Improvement run() throws InterruptedException {
        try {
            return improved();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw (InterruptedException) new InterruptedException().initCause(e); // while a file was written
            }
            throw e;
        }
    }

    private Improvement improved() throws InterruptedException {
        String ended;
        try {
            ended = steps.run(new Minutes(loop.budget().minutes(), means));
        } catch (Ended e) {
            return finished(String.valueOf(e.getMessage()), false);
        } catch (BudgetSpentException e) {
            return finished(money(e), false);
        }
        work.settle();
        return finished(ended, true);
    }

    private void open(LoopFolder folder) {
        folder.open(Shape.of(loop, task, means.contents())).ifPresent(difference -> {
            throw Problems.of(folder.path(), difference);
        });
    }

    /**
     * Selects and certifies.
     *
     * @param whole whether the loop came to its end
     */
    private Improvement finished(String ended, boolean whole) throws InterruptedException {
        Optional<Choice> choice = Optional.empty();
        Optional<Certificate> certificate = Optional.empty();
        var rivals = new LinkedHashMap<String, Certificate>();
        String end = ended;
        try {
            Choice one = rules.selection().choose(steps.candidates().members(), steps.champion(), selecting);
            choice = Optional.of(one);
            Candidate chosen = steps.candidates().get(one.candidate());
            certificate = rules.certifier().certify(steps.candidates().get(0), chosen, certifying);
            for (String name : task.rivals().keySet()) {
                rules.certifier().certify(Runs.rival(name), chosen, certifying).ifPresent(it -> rivals.put(name, it));
            }
            if (whole) {
                work.settle();
            }
            Optional<BudgetSpentException> cut = selecting.cut().or(certifying::cut);
            end = cut.isPresent() ? and(ended, money(cut.get())) : ended;
        } catch (Ended e) {
            end = and(ended, String.valueOf(e.getMessage()));
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        String unselected = "the champion, because " + end;
        return publish(
                choice.or(() -> Optional.of(new Choice(steps.champion(), unselected, 0))), certificate, rivals, end);
    }

    /** What is left may be much: the most that a call may cost is reserved before it. */
    private String money(BudgetSpentException e) {
        double left =
                Math.max(0, loop.budget().usd().orElse(0) - means.replies().usd());
        return left < CENT / 1000
                ? "the money is spent; raise usd to go on"
                : String.format(
                        Locale.ROOT,
                        "the money does not reach: $%s is left, but the next call may cost up to $%s with a reply as"
                                + " long as max_tokens allows; raise usd or lower max_tokens to go on",
                        dollars(left),
                        dollars(e.asked()));
    }

    private static String dollars(double usd) {
        return usd < CENT ? String.format(Locale.ROOT, "%.6f", usd) : String.format(Locale.ROOT, "%.3f", usd);
    }

    private static String and(String ended, String why) {
        return why.equals(ended) ? ended : ended + "; then " + why;
    }

    private Improvement publish(
            Optional<Choice> choice, Optional<Certificate> certificate, Map<String, Certificate> rivals, String ended) {
        var improvement = new Improvement(
                task.description(),
                loop,
                steps.rounds(),
                steps.candidates().standings(),
                steps.champion(),
                choice.map(it -> OptionalInt.of(it.candidate())).orElse(OptionalInt.empty()),
                choice.map(Choice::reason).orElse(""),
                certificate,
                rivals,
                spent(),
                ended,
                description);
        means.folder().ifPresent(folder -> ImprovementFile.write(folder, improvement));
        means.listener().round(improvement);
        return improvement;
    }

    private Improvement.Spent spent() {
        return new Improvement.Spent(
                steps.updates(),
                scores.count(),
                scores.missing() + steps.unanswered() + queries.missing() + selecting.missing() + certifying.missing(),
                queries.used() + selecting.fought() + certifying.fought(),
                // Sums in another order differ in the last digits.
                Math.round(means.replies().usd() * 1e9) / 1e9);
    }
}
