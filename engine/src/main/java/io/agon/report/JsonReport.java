package io.agon.report;

import io.agon.experiment.FactorStanding;
import io.agon.experiment.Forecast;
import io.agon.experiment.RunResult;
import io.agon.experiment.Standing;
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
        ArrayNode notices = json.putArray("notices");
        result.notices().forEach(notices::add);
        return json.toString();
    }
}
