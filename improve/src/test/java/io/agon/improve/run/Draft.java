package io.agon.improve.run;

import io.agon.budget.Purse;
import io.agon.improve.Artifact;
import io.agon.improve.Improvement;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.LoopListener;
import io.agon.improve.Optimizer;
import io.agon.improve.Task;
import io.agon.loop.KeptReplies;
import io.agon.loop.LoopFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A loop in the making: a sequential one that takes whatever is better on its batch, unless said otherwise. */
final class Draft {

    Artifact start = Hill.foot();
    Batching batching = new Batching(3, Batching.Template.BATCH, Batching.Order.SHUFFLED, false);
    int memory;
    AcceptanceRule acceptance = new AcceptanceRule.StrictOnBatch(0);
    SelectionRule selection = new SelectionRule.Last();
    SearchRule search = new SearchRule.Sequential();
    CertificateRule certificate = new CertificateRule(0.05, 0);
    int updates = 20;
    OptionalLong evaluations = OptionalLong.empty();
    OptionalDouble usd = OptionalDouble.empty();
    OptionalDouble minutes = OptionalDouble.empty();
    long seed = 1;
    int concurrency = 1;
    InstantSource clock = InstantSource.system();
    LoopListener listener = LoopListener.SILENT;


    LearningLoop loop() {
        return new LearningLoop(
                start,
                List.of("numbers"),
                new CreditHorizon(OptionalInt.empty(), CreditHorizon.Scope.RUN),
                batching,
                List.of(new Feedback.Score()),
                memory,
                acceptance,
                selection,
                search,
                certificate,
                new LoopBudget(updates, evaluations, usd, minutes),
                "a climber",
                seed);
    }

    Improvement run(Task task, Optimizer optimizer, Path folder) throws InterruptedException {
        LearningLoop loop = loop();
        try (var own = Means.in(new LoopFolder(folder), loop, Map.of(), concurrency, listener)) {
            var means =
                    new Means(own.folder(), own.contents(), own.replies(), own.purse(), concurrency, clock, listener);
            return new ImprovementLoop(loop, task, optimizer, means).run();
        }
    }

    /** Keeps nothing but replies. */
    Improvement run(Task task, Optimizer optimizer, KeptReplies replies) throws InterruptedException {
        LearningLoop loop = loop();
        var means = new Means(Optional.empty(), Map.of(), replies, new Purse(null), concurrency, clock, listener);
        return new ImprovementLoop(loop, task, optimizer, means).run();
    }
}
