package io.agon.report;

import io.agon.experiment.Expense;
import io.agon.experiment.FactorStanding;
import io.agon.experiment.Forecast;
import io.agon.experiment.RunResult;
import io.agon.experiment.Standing;
import io.agon.judge.Agreement;
import io.agon.judge.JudgeQuality;
import io.agon.judge.Share;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A result as one JSON document: what {@code run --json} and {@code show --json} print. */
public final class JsonReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    /** One line of JSON, without a newline. */
    public static String of(RunResult result) {
        ObjectNode json = JSON.createObjectNode();
        json.put("run", result.run());
        json.put("status", result.status());
        json.put("best", result.best());
        ArrayNode candidates = json.putArray("candidates");
        for (Standing standing : result.standings()) {
            ObjectNode candidate = candidates.addObject();
            candidate.put("id", standing.id());
            candidate.put("rejected", !standing.possible());
            candidate.put("pValue", standing.pValue());
            candidate.put("comparisons", standing.comparisons());
            if (standing.rejectedAt() >= 0) {
                candidate.put("rejectedAt", standing.rejectedAt());
            } else {
                candidate.putNull("rejectedAt");
            }
            candidate.put("missing", standing.missing());
            if (Double.isNaN(standing.winRate())) {
                candidate.putNull("winRate");
            } else {
                candidate.put("winRate", standing.winRate());
            }
        }
        json.put("confidence", result.confidence());
        json.put("comparisons", result.comparisons());
        json.put("missing", result.missing());
        json.put("cost", result.cost());
        json.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
        json.put("claim", result.claim().name().toLowerCase(Locale.ROOT));
        json.put("sentence", Sentence.of(result));
        json.put("margin", result.margin());
        json.put("strict", result.strict());
        json.put("gap", result.gap());
        ArrayNode cycle = json.putArray("cycle");
        result.cycle().forEach(cycle::add);
        json.put("cycleSeparated", result.separated());
        json.put("space", result.space());
        ArrayNode factors = json.putArray("factors");
        for (FactorStanding standing : result.factors()) {
            ObjectNode factor = factors.addObject();
            factor.put("name", standing.name());
            ArrayNode levels = factor.putArray("levels");
            for (FactorStanding.Level it : standing.levels()) {
                ObjectNode level = levels.addObject();
                level.put("level", it.level());
                level.put("possible", it.possible());
                level.put("pValue", it.pValue());
            }
        }
        json.put("rule", result.rule());
        json.put("seed", result.seed());
        json.put("concurrency", result.concurrency());
        json.put("lag", result.lag());
        json.put("dispatched", result.dispatched());
        json.put("seconds", result.seconds());
        Forecast forecast = result.forecast();
        ObjectNode next = json.putObject("forecast");
        next.put("comparisons", forecast.comparisons());
        next.put("leader", forecast.leader());
        next.put("rival", forecast.rival());
        next.put("rivalComparisons", forecast.rivalComparisons());
        RunResult.Reference reference = result.roundRobin();
        if (reference == null) {
            json.putNull("roundRobin");
        } else {
            ObjectNode roundRobin = json.putObject("roundRobin");
            roundRobin.put("comparisons", reference.comparisons());
            roundRobin.put("measured", reference.measured());
            roundRobin.put("atLeast", reference.atLeast());
        }
        ArrayNode judges = json.putArray("judges");
        result.judges().forEach(it -> judge(judges.addObject(), it));
        ArrayNode expenses = json.putArray("expenses");
        for (Expense it : result.expenses()) {
            ObjectNode expense = expenses.addObject();
            expense.put("party", it.policy() == null ? "judge" : "policy");
            expense.put("policy", it.policy());
            expense.put("calls", it.calls());
            expense.put("failures", it.failures());
            expense.put("tokens", it.tokens());
            expense.put("cost", it.usd());
            number(expense, "costPerComparison", it.perComparison());
            ArrayNode served = expense.putArray("served");
            it.served().forEach(served::add);
        }
        ArrayNode notices = json.putArray("notices");
        result.notices().forEach(notices::add);
        return PlainText.json(json.toString());
    }

    private static void judge(ObjectNode json, JudgeQuality it) {
        json.put("judge", it.judge());
        share(json, "flips", it.flips());
        share(json, "firstPlace", it.firstPlace());
        number(json, "slotPoints", it.slotPoints());
        share(json, "longerAnswer", it.longer());
        share(json, "failures", it.failures());
        agreement(json, "labels", it.labels());
        agreement(json, "otherJudges", it.others());
    }

    private static void share(ObjectNode json, String name, Share share) {
        if (share.known()) {
            fill(json.putObject(name), share);
        } else {
            json.putNull(name);
        }
    }

    private static void fill(ObjectNode json, Share share) {
        json.put("count", share.count());
        json.put("of", share.of());
        json.put("rate", share.rate());
        json.put("low", share.low());
        json.put("high", share.high());
    }

    private static void agreement(ObjectNode json, String name, Agreement agreement) {
        if (!agreement.share().known()) {
            json.putNull(name);
            return;
        }
        ObjectNode it = json.putObject(name);
        fill(it, agreement.share());
        number(it, "kappa", agreement.kappa());
        number(it, "kappaLow", agreement.kappa() - agreement.kappaReach());
        number(it, "kappaHigh", agreement.kappa() + agreement.kappaReach());
    }

    private static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }
}
