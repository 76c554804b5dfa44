package io.agon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agon.judge.Arena;
import io.agon.judge.Bout;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureLoaderTest {

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void folder() {
        folder = Folder.in(root);
    }

    private ExperimentSpec spec(String yaml) {
        return ExperimentReader.read(folder.experiment(yaml), Set.of());
    }

    private Optional<FeatureSpace> load(String yaml) {
        ExperimentSpec spec = spec(yaml);
        return FeatureLoader.load(spec, ArenaLoader.load(spec).policies());
    }

    private Factors factors(String yaml) {
        return load(yaml).flatMap(FeatureSpace::factors).orElseThrow();
    }

    @Test
    void nothingSaid_nothingShared() {
        assertThat(load("policies: {recorded: {scores: scores.csv}}")).isEmpty();
        assertThat(load("policies: {recorded: {rates: rates.csv}}")).isEmpty();
    }

    @Test
    void factorFile_inAnyOrder_mayNameExcludedPolicies() {
        folder.write("factors.csv", "policy,model,prompt\nC,x, terse\nB,x,warm\nA,y,terse\n");
        Factors factors = factors("policies: {recorded: {scores: scores.csv, exclude: [C]}, factors: factors.csv}");
        assertThat(factors.names()).containsExactly("model", "prompt");
        assertThat(factors.levels()).containsExactly(List.of("y", "x"), List.of("terse", "warm"));
        assertThat(factors.table()).containsExactly(List.of(0, 0), List.of(1, 1));
    }

    @Test
    void factorWithOneLevel_isAllowed() {
        folder.write("factors.csv", "policy,model,task\nA,x,t\nB,y,t\nC,z,t\n");
        assertThat(factors("policies: {recorded: {scores: scores.csv}, factors: factors.csv}")
                        .levels())
                .last()
                .isEqualTo(List.of("t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "policy,m;A,x;B,y | factors.csv: there is no row for the policy 'C'; every policy that takes part",
                "policy,m;A,x;B,y;C,z;AB,u | factors.csv:5:1: there is no policy 'AB' in this experiment; known here:"
                        + " A, B, C",
                "policy,m;A,x;B,;C,z | factors.csv:3:2: 'B' has no level of the factor 'm' here; fill the cell",
                "policy,m;A,x;B,y;C,x | factors.csv:4:1: 'C' has the same level of every factor as 'A' in line 2; add",
                "policy,m;A,x;B,y;C,z;A,u | factors.csv:5:1: the policy 'A' stands in line 2 already",
                "policy;A;B;C | factors.csv: has one column only; the first column names the policy",
                "policy,m;A,x,1;B,y;C,z | factors.csv:2:2: this row has 3 cells, but there are 2 columns",
            })
    void wrongFactorFile_saysWhereAndTheMend(String lines, String message) {
        folder.write("factors.csv", lines.replace(';', '\n') + "\n");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: scores.csv}, factors: factors.csv}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void featureFile_givesNumbers() {
        folder.write("features.csv", "policy,size,temperature\nC,1e3,-0\nA,7,.5\nB,13,0\n");
        FeatureSpace space = load("policies: {recorded: {matrix: mu.csv}, features: features.csv}")
                .orElseThrow();
        assertThat(space.factors()).isEmpty();
        assertThat(space.dimension()).isEqualTo(2);
        assertThat(space.feature(0, 1)).isEqualTo(0.5);
        assertThat(space.feature(2, 0)).isEqualTo(1000);
        folder.write("features.csv", "policy,size\nA,7\nB,13\nC,big\n");
        assertThatThrownBy(() -> load("policies: {recorded: {matrix: mu.csv}, features: features.csv}"))
                .hasMessageContaining("features.csv:4:2: the feature 'size' of 'C' is 'big', but it must be a number");
        folder.write("features.csv", "policy,size\nA,7\nB,13\nC,7.0\n");
        assertThatThrownBy(() -> load("policies: {recorded: {matrix: mu.csv}, features: features.csv}"))
                .hasMessageContaining("features.csv:4:1: 'C' has the same features as 'A' in line 2");
    }

    @Test
    void pattern_splitsNames() {
        assertThat(NamePattern.of("{model}+{workflow}").split("gemini-3-flash+or-to-llm"))
                .hasValue(List.of("gemini-3-flash", "or-to-llm"));
        assertThat(NamePattern.of("{size}-{data}").split("13b-hh-rlhf")).hasValue(List.of("13b", "hh-rlhf"));
        assertThat(NamePattern.of("v1/{a}.{b}!").split("v1/x.y.z!")).hasValue(List.of("x", "y.z"));
        assertThat(NamePattern.of("{model}+{workflow}").split("or-base-stock")).isEmpty();
        assertThat(NamePattern.of("{model}+{workflow}").split("+llm")).isEmpty();
        for (String wrong : List.of("", "plain", "{a}{b}", "{a}-{a}", "{}-{b}", "{a-{b}", "a}-{b}", "{{a}}")) {
            assertThatThrownBy(() -> NamePattern.of(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void wrongPattern_isSaidWithItsPlace() {
        assertThatThrownBy(() -> spec("policies:\n  recorded: {matrix: mu.csv}\n  factors: {pattern: '{a}{b}'}\n"))
                .hasMessageContaining(
                        "agon.yaml:3:22: policies.factors.pattern '{a}{b}' has nothing between {a} and {b}");
        assertThatThrownBy(() -> spec("policies:\n  recorded: {matrix: mu.csv}\n  factors: {patern: '{a}'}\n"))
                .hasMessageContaining("policies.factors.patern is not a known key; did you mean 'pattern'?");
        assertThatThrownBy(() -> load("policies: {recorded: {matrix: mu.csv}, factors: {pattern: '{a}-{b}'}}"))
                .hasMessageContaining("policies.factors.pattern: the name 'A' is not made like '{a}-{b}'");
    }

    @Test
    void listedPolicies_haveTheSameFactors() {
        String java = """
            tests: inputs.jsonl
            judge: exact
            policies:
              - {id: one, java: a.B, factors: {model: m, temperature: 0.5}}
              - {id: two, java: a.B, factors: {%s}}
            """;
        ExperimentSpec spec = spec(java.formatted("temperature: 1, model: m"));
        FeatureSpace space = FeatureLoader.load(spec, List.of("one", "two")).orElseThrow();
        assertThat(space.factors().orElseThrow().levels()).containsExactly(List.of("m"), List.of("0.5", "1"));
        assertThatThrownBy(() -> spec(java.formatted("model: n")))
                .hasMessageContaining(
                        "agon.yaml:5:26: policies[1].factors lacks 'temperature', which another policy has");
        ExperimentSpec twins = spec(java.formatted("model: m, temperature: 0.5"));
        assertThatThrownBy(() -> FeatureLoader.load(twins, List.of("one", "two")))
                .hasMessageContaining("policies[1].factors: 'two' has the same level of every factor as 'one'");
    }

    @Test
    void rates_bringTheirFactors() throws Exception {
        folder.write("rates.csv", "model,rate,prompt\nx,1,terse\nx,0,warm\ny,0.5,terse\n");
        String yaml = "policies: {recorded: {rates: rates.csv}}\nexperiment: {space: linear}";
        ExperimentSpec spec = spec(yaml);
        Arena arena = ArenaLoader.load(spec);
        assertThat(arena.policies()).containsExactly("x | terse", "x | warm", "y | terse");
        assertThat(arena.queryCount()).isEqualTo(1);
        assertThat(factors(yaml).levels()).containsExactly(List.of("x", "y"), List.of("terse", "warm"));
        var duel = new Duel(1, 0);
        var bout = Bout.alone(duel, arena.queries(duel).getFirst(), new SplittableRandom(1));
        assertThat(arena.fight(bout)).isEqualTo(Outcome.LOSS);
        var outcomes = new HashSet<Outcome>();
        var random = new SplittableRandom(3);
        for (int t = 0; t < 50; t++) {
            outcomes.add(
                    arena.fight(Bout.alone(new Duel(0, 2), arena.queries(duel).getFirst(), random.split())));
        }
        assertThat(outcomes).containsExactlyInAnyOrder(Outcome.WIN, Outcome.TIE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "policy,rats;A,1;B,0 | rates.csv:1: there is no column 'rate'; did you mean 'rats'?",
                "rate;1;0 | rates.csv: has rates only; name the policies in a column policy",
                "policy,rate;A,1;B,75 | rates.csv:3:2: the rate of 'B' is '75', but it must be a number between 0 and"
                        + " 1; write 0.75",
                "policy,rate;A,1;B,often | rates.csv:3:2: the rate of 'B' is 'often'",
                "policy,rate;A,1;A,0 | rates.csv:3:1: the policy 'A' stands in line 2 already",
                "model,rate;m,1;m,0 | rates.csv:3:1: the policy 'm' stands in line 2 already",
                "policy,rate;A,1; ,0 | rates.csv:3:1: the policy has no name",
                "policy,rate;A,1 | rates.csv: holds 1 policies after include and exclude",
                "policy,rate;A,1;B,0 | rates.csv: experiment.space: linear needs to know what policies share",
                "policy,rate,m;A,1,x;B,0,x | rates.csv:3:1: 'B' has the same level of every factor as 'A' in line 2",
                "policy,rate,m;A,1,x;B,0, | rates.csv:3:3: 'B' has no level of the factor 'm' here",
            })
    void wrongRates_sayWhereAndTheMend(String lines, String message) {
        folder.write("rates.csv", lines.replace(';', '\n') + "\n");
        assertThatThrownBy(() -> load("policies: {recorded: {rates: rates.csv}}\nexperiment: {space: linear}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rates_withFactorsTwice_areRefused() {
        folder.write("more.csv", "policy,rate,m\nA,1,x\nB,0,y\n");
        assertThatThrownBy(() -> load("policies: {recorded: {rates: more.csv}, factors: more.csv}"))
                .hasMessageContaining("more.csv: has factors of its own (m), so policies.factors has no meaning");
    }

    @Test
    void thousandsOfPolicies_loadAtOnce() {
        var rates = new StringBuilder("model,prompt,rate\n");
        for (int k = 0; k < 5000; k++) {
            rates.append("m%d,p%d,0.5\n".formatted(k % 50, k / 50));
        }
        folder.write("rates.csv", rates.toString());
        ExperimentSpec spec = spec("policies: {recorded: {rates: rates.csv}}");
        Arena arena = ArenaLoader.load(spec);
        assertThat(arena.queryCount()).isEqualTo(1);
        assertThat(FeatureLoader.load(spec, arena.policies()).orElseThrow().dimension())
                .isEqualTo(150);
    }

    @Test
    void fingerprint_changesWithWhatIsShared() {
        String yaml = "policies: {recorded: {matrix: mu.csv}, factors: factors.csv}";
        folder.write("factors.csv", "policy,m\nA,x\nB,y\nC,z\n");
        String before = Fingerprint.of(spec(yaml), List.of());
        folder.write("factors.csv", "policy,m\nA,x\nB,y\nC,zz\n");
        assertThat(Fingerprint.of(spec(yaml), List.of())).isNotEqualTo(before);
        assertThat(Fingerprint.of(spec(yaml + "\nexperiment: {space: linear}"), List.of()))
                .isNotEqualTo(Fingerprint.of(spec(yaml), List.of()));
    }

    /** Real names, where the folder of data is at hand. */
    @Test
    void realData_hasFactorsInItsNames() throws Exception {
        Path data = data();
        Files.copy(data.resolve("guanaco-relative/derived_matrix.csv"), root.resolve("guanaco.csv"));
        assertThat(factors("policies: {recorded: {matrix: guanaco.csv}, factors: {pattern: '{size}-{data}'}}")
                        .levels()
                        .getFirst())
                .containsExactly("13b", "30b", "65b", "7b");
        Files.copy(data.resolve("inventorybench/matrix.csv"), root.resolve("inventory.csv"));
        Factors inventory =
                factors("policies: {recorded: {matrix: inventory.csv, exclude: or-base-stock}, factors: {pattern:"
                        + " '{model}+{workflow}'}}");
        assertThat(inventory.levels())
                .containsExactly(
                        List.of("gemini-3-flash", "gpt-5-mini", "grok-4.1-fast"),
                        List.of("llm", "llm-to-or", "or-to-llm"));
        Files.copy(data.resolve("alpacaeval2/derived_matrix_style10.csv"), root.resolve("style.csv"));
        var csv = new StringBuilder("policy,model,style\n");
        for (String name : ArenaLoader.load(spec("policies: {recorded: {matrix: style.csv}}"))
                .policies()) {
            String style = name.endsWith("_concise") ? "concise" : name.endsWith("_verbose") ? "verbose" : "plain";
            csv.append("%s,%s,%s\n".formatted(name, name.replaceAll("_(concise|verbose)$", ""), style));
        }
        folder.write("styles.csv", csv.toString());
        assertThat(factors("policies: {recorded: {matrix: style.csv}, factors: styles.csv}")
                        .levels())
                .last()
                .isEqualTo(List.of("plain", "concise", "verbose"));
    }

    private static Path data() {
        Path place = Path.of("").toAbsolutePath();
        while (place != null && !Files.isDirectory(place.resolve("shared/data/guanaco-relative"))) {
            place = place.getParent();
        }
        assumeTrue(place != null, "the folder of recorded data is not here");
        return java.util.Objects.requireNonNull(place).resolve("shared/data");
    }
}
