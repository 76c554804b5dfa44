package io.agon.improve.file;

import io.agon.budget.Budget;
import io.agon.config.ConfigException;
import io.agon.config.Endpoints;
import io.agon.config.Problem;
import io.agon.config.Problems;
import io.agon.config.ProviderSource;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
import io.agon.improve.Items;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Optimizer;
import io.agon.improve.Task;
import io.agon.improve.accept.Certifier;
import io.agon.improve.accept.LlmPoAcceptance;
import io.agon.improve.code.Language;
import io.agon.improve.code.Languages;
import io.agon.improve.file.ImproveSpec.ComponentSource;
import io.agon.improve.file.ImproveSpec.OptimizerSource;
import io.agon.improve.file.ImproveSpec.TaskSource;
import io.agon.improve.optimizer.EndpointModel;
import io.agon.improve.optimizer.Optimizers;
import io.agon.improve.optimizer.RecordedModel;
import io.agon.improve.optimizer.SnippetOptimizer;
import io.agon.improve.task.AnswerSpec;
import io.agon.improve.task.AnswerTask;
import io.agon.improve.task.PhraseMutations;
import io.agon.improve.task.RuleMutations;
import io.agon.improve.task.StockTask;
import io.agon.improve.world.World;
import io.agon.model.ContentHash;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Makes ready what a file says. */
public final class Improvements {

    private static final int UPDATES = 40;

    private final ImproveSpec spec;
    private final Map<String, String> contents = new TreeMap<>();
    private final List<Problem> obstacles = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private Improvements(ImproveSpec spec) {
        this.spec = spec;
    }

    /**
     * A loop that is ready, or that can be planned with where a key is missing.
     *
     * @throws ConfigException with what is wrong with the file or with data that it names
     */
    public static Improving of(ImproveSpec spec) throws InterruptedException {
        return new Improvements(spec).improving();
    }

    private Improving improving() throws InterruptedException {
        return switch (spec.task()) {
            case TaskSource.Known it -> known(it.world());
            case TaskSource.Stock it -> stock(it);
            case TaskSource.Answers it -> answers(it.spec());
        };
    }

    private Improving known(World world) {
        Optimizer optimizer = spec.optimizer() instanceof OptimizerSource.Synthetic
                ? world.optimizer()
                : optimizer(models(List.of()), new RuleMutations(Map.of()));
        return improving(
                world.task(), world.start(), optimizer, Optional.of(world.batching()), world.credit(), world.updates());
    }

    private Language language(ComponentSource code) throws InterruptedException {
        String name = code.language().orElse("rule");
        contents.put("language", name);
        try {
            return Languages.named(name, code.sandbox().orElse(""));
        } catch (IllegalStateException e) {
            throw Problems.of(spec.file(), "artifact.%s: %s".formatted(code.name(), e.getMessage()));
        }
    }

    private Improving stock(TaskSource.Stock source) throws InterruptedException {
        Optional<ComponentSource> written = spec.artifact().stream().findFirst();
        Language language = written.isPresent() ? language(written.get()) : Languages.named("rule");
        var task = new StockTask(source.inventory(), language, spec.seed(), steps());
        Artifact start =
                written.flatMap(ComponentSource::body).map(StockTask::artifact).orElseGet(task::start);
        start = new Artifact(start.components().stream()
                .map(it -> written.map(said -> told(said, it)).orElse(it))
                .toList());
        refuse(task, start);
        Optimizer optimizer = optimizer(
                models(List.of()), new RuleMutations(Map.of(StockTask.ORDER, StockTask.SIGNATURE), StockTask.UNITS));
        return improving(task, start, optimizer, Optional.empty(), WHOLE, UPDATES);
    }

    /** Each period by itself where the file says that steps matter: a window of the trace, or a run after its steps. */
    private StockTask.Steps steps() {
        boolean window = spec.credit()
                .flatMap(it -> it.traceSteps().stream().boxed().findFirst())
                .isPresent();
        boolean episodic = spec.batching()
                .filter(it -> it.template() == Batching.Template.EPISODIC)
                .isPresent();
        return window || episodic ? StockTask.Steps.PERIODS : StockTask.Steps.RUN;
    }

    private static final CreditHorizon WHOLE = new CreditHorizon(OptionalInt.empty(), CreditHorizon.Scope.STEPS);

    /** What the file says of a component beside its body. */
    private static Component told(ComponentSource said, Component it) {
        return new Component(
                it.name(),
                it.kind(),
                it.signature(),
                said.documentation().orElse(it.documentation()),
                said.constraint().orElse(it.constraint()),
                it.body());
    }

    private Improving answers(AnswerSpec answers) throws InterruptedException {
        Optional<ComponentSource> code = spec.artifact().stream()
                .filter(it -> it.kind().orElse(Kind.PROMPT) == Kind.CODE)
                .findFirst();
        Optional<Language> language = code.isPresent() ? Optional.of(language(code.get())) : Optional.empty();
        var start = new Artifact(spec.artifact().stream()
                .map(it -> new Component(
                        it.name(),
                        it.kind().orElse(Kind.PROMPT),
                        it.kind().orElse(Kind.PROMPT) == Kind.CODE
                                ? AnswerTask.signature(it.name()).header()
                                : "",
                        documented(it, language),
                        it.constraint().orElse(""),
                        it.body().orElseThrow()))
                .toList());
        AnswerSpec.Opened opened =
                answers.open(start, language, asked(), spec.budget().usd(), spec.seed());
        obstacles.addAll(opened.obstacles());
        notices.addAll(opened.notices());
        contents.putAll(answers.contents(opened.task()));
        contents.put("the models", String.join(", ", opened.models()));
        inserted(opened.task(), start);
        Optimizer optimizer = optimizer(opened.others(), new RuleMutations(Map.of()));
        return improving(opened.task(), start, optimizer, Optional.empty(), WHOLE, UPDATES);
    }

    /** What the file says of a component; of code also how its language is written, for whoever edits it. */
    private static String documented(ComponentSource it, Optional<Language> language) {
        String said = it.documentation().orElse("");
        return it.kind().orElse(Kind.PROMPT) == Kind.CODE && language.isPresent()
                ? (said + "\n\n" + language.get().manual(AnswerTask.signature(it.name()))).strip()
                : said;
    }

    /** What is put into prompts must fit them, whichever of them it comes into. */
    private void inserted(AnswerTask task, Artifact start) {
        switch (spec.optimizer()) {
            case OptimizerSource.Phrases it -> inserted(task, start, "phrases", it.phrases());
            case OptimizerSource.Snippets it -> inserted(task, start, "snippets", it.texts());
            case OptimizerSource.Synthetic it -> {}
            case OptimizerSource.Llm it -> {}
            case OptimizerSource.Replay it -> {}
        }
    }

    private void inserted(AnswerTask task, Artifact start, String key, List<String> texts) {
        start.components().stream()
                .filter(it -> it.kind() == Kind.PROMPT)
                .findFirst()
                .ifPresent(prompt -> texts.forEach(text -> task.refusal(prompt, prompt.body() + "\n" + text)
                        .ifPresent(why -> {
                            throw Problems.of(spec.file(), "optimizer.%s, '%s': %s".formatted(key, text, why));
                        })));
    }

    /** Models beside those of the task. */
    private List<ProviderSource> asked() {
        return spec.optimizer() instanceof OptimizerSource.Llm it ? List.of(it.provider()) : List.of();
    }

    private List<Endpoint> models(List<ProviderSource> others) {
        List<ProviderSource> all = new ArrayList<>(others);
        all.addAll(asked());
        OptionalDouble usd = spec.budget().usd();
        var endpoints = new Endpoints(
                spec.file(),
                all,
                new Budget(null, usd.isPresent() ? (Double) usd.getAsDouble() : null, null),
                "budget.usd");
        List<Endpoint> open = all.stream().map(endpoints::open).toList();
        if (!endpoints.problems().isEmpty()) {
            throw new ConfigException(endpoints.problems());
        }
        obstacles.addAll(endpoints.obstacles());
        return open;
    }

    /** @param blind edits without a model */
    private Optimizer optimizer(List<Endpoint> open, RuleMutations blind) {
        return switch (spec.optimizer()) {
            case OptimizerSource.Synthetic it -> blind;
            case OptimizerSource.Phrases it -> {
                contents.put("phrases", ContentHash.of(it.phrases().toArray(String[]::new)));
                yield new PhraseMutations(it.phrases(), PhraseMutations.Odds.USUAL);
            }
            case OptimizerSource.Snippets it -> {
                contents.put("snippets", ContentHash.of(it.texts().toArray(String[]::new)));
                yield SnippetOptimizer.byTrigrams(prompt(it), it.texts(), it.alike(), it.kept());
            }
            case OptimizerSource.Llm it -> {
                contents.put("the model that proposes", open.getLast().identity());
                yield Optimizers.of(it.form(), new EndpointModel(open.getLast(), decoding(it.provider())));
            }
            case OptimizerSource.Replay it -> {
                try {
                    contents.put("replies", ContentHash.of(Files.readString(it.file())));
                } catch (IOException e) {
                    throw Problems.of(it.file(), "cannot be read; check its permissions");
                }
                yield Optimizers.of(it.form(), RecordedModel.read(it.file()));
            }
        };
    }

    /** The prompt that snippets are for. */
    private String prompt(OptimizerSource.Snippets it) {
        return it.component().orElseGet(() -> Fit.prompts(spec.artifact()).getFirst());
    }

    /** Optimizers write whole texts. */
    private static Decoding decoding(ProviderSource provider) {
        Decoding said = provider.decoding();
        return said.maxTokens() != Decoding.DEFAULT_MAX_TOKENS
                ? said
                : new Decoding(said.temperature(), said.topP(), said.topK(), EndpointModel.MAX_TOKENS, said.stop());
    }

    private void refuse(Task task, Artifact start) {
        for (Component it : start.components()) {
            task.refusal(it, it.body()).ifPresent(why -> {
                throw Problems.of(spec.file(), "artifact.%s: %s".formatted(it.name(), why));
            });
        }
    }

    private Improving improving(
            Task task,
            Artifact start,
            Optimizer optimizer,
            Optional<Batching> batching,
            CreditHorizon credit,
            int updates) {
        List<String> all = start.components().stream().map(Component::name).toList();
        var loop = new LearningLoop(
                start,
                spec.editable().isEmpty() ? all : spec.editable(),
                spec.credit().orElse(credit),
                spec.batching()
                        .or(() -> batching)
                        .orElse(new Batching(
                                LoopSections.SIZE, Batching.Template.BATCH, Batching.Order.SHUFFLED, false)),
                spec.feedback(),
                spec.memory(),
                spec.acceptance(),
                spec.selection(),
                spec.search(),
                spec.certificate(),
                spec.budget().with(spec.updates().orElse(updates)),
                words(),
                spec.seed());
        notices.addAll(impossible(loop, task.items()));
        scarce(task, loop);
        return new Improving(spec, loop, task, optimizer, contents, obstacles, notices);
    }

    /** Rules that cannot say yes, whatever is found: what they would need. */
    private static List<String> impossible(LearningLoop loop, Items items) {
        var notices = new ArrayList<String>();
        if (loop.acceptance() instanceof AcceptanceRule.LlmPo(double delta, int most)) {
            int duels = Math.min(most, items.acceptance().size().orElse(most));
            boolean each = loop.search() instanceof SearchRule.Sequential;
            double level = each ? 2 * delta / (loop.budget().updates() + 1) : delta;
            if (!LlmPoAcceptance.possible(level, duels)) {
                notices.add(String.format(
                        Locale.ROOT,
                        "accept: even a challenger that wins all %,d duels of a decision could not be accepted at"
                                + " first; ask for more duels, have more acceptance items or fewer updates",
                        duels));
            }
        }
        CertificateRule rule = loop.certificate();
        int queries = Math.min(rule.queries(), items.fresh().size().orElse(rule.queries()));
        if (rule.queries() > 0 && !Certifier.possible(rule.delta(), queries)) {
            notices.add(String.format(
                    Locale.ROOT,
                    "certify: even an artifact that wins all %,d queries could not be certified; ask for more queries"
                            + " or have more fresh items",
                    queries));
        }
        return notices;
    }

    /** Where a task has fewer items than the file asks for. */
    private void scarce(Task task, LearningLoop loop) {
        int batch = loop.batching().atOnce();
        int training = task.items().training().size().orElse(batch);
        if (training < batch) {
            notices.add("batch is of %,d items, but the task has %,d to learn from: a batch holds these"
                    .formatted(batch, training));
        }
        int queries = loop.certificate().queries();
        int fresh = task.items().fresh().size().orElse(queries);
        if (fresh < queries && queries != RuleSections.QUERIES) {
            notices.add("certify.queries is %,d, but the task has %,d fresh items: the certificate uses these"
                    .formatted(queries, fresh));
        }
    }

    /** How tokens are drawn. */
    private static String words(Decoding it) {
        var words = new ArrayList<String>();
        Optional.ofNullable(it.temperature()).ifPresent(value -> words.add("temperature " + Figures.plain(value)));
        Optional.ofNullable(it.topP()).ifPresent(value -> words.add("top p " + Figures.plain(value)));
        Optional.ofNullable(it.topK()).ifPresent(value -> words.add("top k " + value));
        words.add("at most %,d tokens".formatted(it.maxTokens()));
        if (!it.stop().isEmpty()) {
            words.add("stopped by " + it.stop());
        }
        return String.join(", ", words);
    }

    private String words() {
        return switch (spec.optimizer()) {
            case OptimizerSource.Synthetic it -> "synthetic";
            case OptimizerSource.Phrases it ->
                "%,d phrases, tried blindly".formatted(it.phrases().size());
            case OptimizerSource.Snippets it ->
                "%,d snippets for %s, clustered from similarity %s, at most %d clusters kept"
                        .formatted(it.texts().size(), prompt(it), it.alike(), it.kept());
            case OptimizerSource.Llm it ->
                "%s, %s, %s".formatted(it.provider().id(), it.form().word(), words(decoding(it.provider())));
            case OptimizerSource.Replay it ->
                "recorded replies, %s".formatted(it.form().word());
        };
    }
}
