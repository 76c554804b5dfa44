package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on matrices: simulate, plan. */
class SimulateTest {

    @TempDir
    Path folder;

    @Test
    void simulate_documentHasTheFieldsOfTheReference() throws Exception {
        Path matrix = Cli.clear(folder);
        var json = Cli.agon("simulate", "--matrix", matrix, "--rules", "agon,llm-po", "--replications", 4, "--json")
                .succeeds()
                .json();
        assertThat(json.get("matrix").asString()).isEqualTo(matrix.toString());
        assertThat(json.get("policies").asInt()).isEqualTo(3);
        assertThat(json.get("winner").asString()).isEqualTo("a");
        assertThat(json.get("delta").asDouble()).isEqualTo(0.05);
        assertThat(json.get("replications").asInt()).isEqualTo(4);
        assertThat(json.get("limit").asDouble()).isPositive();
        assertThat(json.get("rules")).hasSize(2).allSatisfy(rule -> {
            assertThat(rule.get("rule").isString()).isTrue();
            for (String field :
                    new String[] {"mean", "median", "p95", "ratio", "errorRate", "undecided", "microsPerDecision"}) {
                assertThat(rule.get(field).isNumber()).as(field).isTrue();
            }
        });
    }

    @Test
    void simulate_sameSeedSameFigures() throws Exception {
        Path matrix = Cli.clear(folder);
        Object[] words = {"simulate", "--matrix", matrix, "--replications", 5, "--seed", 7, "--json"};
        String first = Cli.agon(words).out().replaceAll("\"microsPerDecision\":[^,}]+", "");
        assertThat(Cli.agon(words).out().replaceAll("\"microsPerDecision\":[^,}]+", ""))
                .isEqualTo(first);
    }

    @Test
    void noWinner_simulateRunsAndSaysSo_planDeclines() throws Exception {
        Path matrix = Cli.cycle(folder);
        Cli cli = Cli.agon("simulate", "--matrix", matrix, "--replications", 3, "--cap", 2000)
                .succeeds();
        assertThat(cli.out()).contains("no Condorcet winner", "agon claimed: ");
        var json = Cli.agon("simulate", "--matrix", matrix, "--replications", 3, "--cap", 2000, "--json")
                .succeeds()
                .json();
        assertThat(json.get("winner").isNull()).isTrue();
        assertThat(json.get("limit").isNull()).isTrue();
        assertThat(json.at("/rules/0/ratio").isNull()).isTrue();
        Cli.agon("plan", "--matrix", matrix).failsWith(2, "a beats b beats c beats a");
    }

    @Test
    void plan_documentHasTheFieldsOfTheReference() throws Exception {
        Path matrix = Cli.clear(folder);
        var json = Cli.agon("plan", "--matrix", matrix, "--json").succeeds().json();
        assertThat(json.get("space").asString()).isEqualTo("unstructured");
        assertThat(json.get("winner").asString()).isEqualTo("a");
        assertThat(json.get("characteristicTime").asDouble()).isPositive();
        assertThat(json.get("limit").asDouble()).isPositive();
        assertThat(json.get("gap").isNumber()).isTrue();
        double sum = 0;
        for (var share : json.get("proportions")) {
            assertThat(share.get("first").isString()).isTrue();
            assertThat(share.get("second").isString()).isTrue();
            sum += share.get("weight").asDouble();
        }
        assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(Cli.agon("plan", "--matrix", matrix).succeeds().out()).contains("best: a", "loses with");
    }

    @Test
    void linearInstance_isPlannedAndSimulated() throws Exception {
        Path file = Files.writeString(folder.resolve("linear.json"), """
            {"policies": ["x", "y", "z"], "features": [[1, 1], [1, 0], [0, 1]], "beta": [1, 0.8]}
            """);
        var plan = Cli.agon("plan", "--linear", file, "--json").succeeds().json();
        assertThat(plan.propertyNames())
                .containsExactly("space", "winner", "characteristicTime", "limit", "proportions", "gap");
        assertThat(plan.get("space").asString()).isEqualTo("linear");
        assertThat(plan.get("winner").asString()).isEqualTo("x");
        double sum = 0;
        for (var share : plan.get("proportions")) {
            sum += share.get("weight").asDouble();
        }
        assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(Cli.agon("plan", "--linear", file).succeeds().out())
                .contains("3 policies, 2 features, best: x", "without the model: ", "agon: about ");
        assertThat(Cli.agon("plan", "--instance", "fact3x2-random-1").succeeds().out())
                .contains("6 policies, 2 factors");
        var json = Cli.agon("simulate", "--linear", file, "--rules", "agon,llm-po", "--replications", 3, "--json")
                .succeeds()
                .json();
        assertThat(json.get("space").asString()).isEqualTo("linear");
        assertThat(json.get("winner").asString()).isEqualTo("x");
        assertThat(json.get("limit").asDouble()).isEqualTo(plan.get("limit").asDouble());
        assertThat(Cli.agon("simulate", "--matrix", Cli.clear(folder), "--replications", 1, "--json")
                        .succeeds()
                        .json()
                        .get("space")
                        .asString())
                .isEqualTo("unstructured");
    }

    @Test
    void linearInstance_wrongUse_isSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("linear.json"), "{\"policies\": [\"x\", \"y\"], \"beta\": [1]}");
        Cli.agon("plan", "--linear", file).failsWith(2, "linear.json: features is missing");
        Cli.agon("simulate", "--linear", file).failsWith(2, "linear.json: features is missing");
        Cli.agon("plan", "--linear", file, "--instance", "cyc4").failsWith(2, "mutually exclusive");
        Cli.agon("plan", "--instance", "fact2^5", "--strict").failsWith(2, "--strict has no meaning");
        Cli.agon("plan", "--instance", "fact2^5", "--cost", "x=1").failsWith(2, "--cost has no meaning");
        Cli.agon("plan", "--instance", "fact2^6").failsWith(2, "There is no instance 'fact2^6'", "fact2^5-even");
    }

    @Test
    void suiteWithoutPicture_refusesPlot() {
        Cli.agon("simulate", "--suite", "ladder", "--plot", folder.resolve("plot.svg"))
                .failsWith(2, "--plot has no meaning with --suite ladder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-1", "NaN", "1e-400", "0.5", "text", ""})
    void absurdDelta_isRefused(String delta) throws Exception {
        Path matrix = Cli.clear(folder);
        Cli.agon("simulate", "--matrix", matrix, "--delta", delta).failsWith(2, "--delta");
        Cli.agon("plan", "--matrix", matrix, "--delta", delta).failsWith(2, "--delta");
    }

    @ParameterizedTest
    @CsvSource({
        "--replications,0",
        "--replications,1000000000000",
        "--replications,99999999999999999999",
        "--seed,text",
        "--cap,0",
        "--threads,0",
        "--in-flight,0",
        "--ties,1",
        "--gap,0",
        "--rules,agno",
        "--stopping,never"
    })
    void absurdValue_isRefused(String option, String value) throws Exception {
        Cli cli = Cli.agon("simulate", "--matrix", Cli.clear(folder), option, value, "--json")
                .failsWith(2);
        assertThat(cli.json().at("/error/message").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p,a,b\na,.5,.6\n",
                "p,a,b\na,.5,.6\nc,.4,.5\n",
                "p,a,b\na,.5,.6\nb,.5,.5\n",
                "p,a,b\na,.5,NaN\nb,.4,.5\n",
                "p,a,b\na,.5,1.2\nb,-.2,.5\n",
                "p;a;b\na;.5;.6\nb;.4;.5\n"
            })
    void badMatrix_getsOneLine(String text) throws Exception {
        Path matrix = Cli.matrix(folder, text);
        Cli.agon("simulate", "--matrix", matrix).failsWith(2, "matrix.csv");
        Cli.agon("plan", "--matrix", matrix).failsWith(2, "matrix.csv");
    }

    @Test
    void noMatrix_isSaid() {
        Cli.agon("simulate").failsWith(2, "--matrix FILE");
        Cli.agon("plan").failsWith(2, "--matrix FILE");
        Cli.agon("plan", "--matrix", folder).failsWith(2, "is a folder");
        Cli.agon("plan", "--matrix", folder.resolve("no.csv")).failsWith(2, "no such file");
        Cli.agon("plan", "--instance", "nope").failsWith(2, "There is no instance 'nope'");
    }

    @Test
    void manyPolicies_areAnnounced() throws Exception {
        int size = 300;
        var text = new StringBuilder("p");
        for (int k = 0; k < size; k++) {
            text.append(",m").append(k);
        }
        for (int i = 0; i < size; i++) {
            text.append("\nm").append(i);
            for (int j = 0; j < size; j++) {
                text.append(i == j ? ",.5" : i < j ? ",.51" : ",.49");
            }
        }
        Path matrix = Cli.matrix(folder, text.toString());
        Cli cli = Cli.agon("simulate", "--matrix", matrix, "--replications", 1, "--cap", 300, "--rules", "round-robin")
                .succeeds();
        assertThat(cli.out()).contains("300 policies", "undecided: given up after 300");
        Path plot = folder.resolve("plot.svg");
        Cli.agon("simulate", "--matrix", Cli.clear(folder), "--replications", 2, "--plot", plot)
                .succeeds();
        assertThat(Files.readString(plot)).startsWith("<svg");
    }
}
