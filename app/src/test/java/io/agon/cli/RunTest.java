package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on runs: run, resume, list, show, export. */
class RunTest {

    @TempDir
    Path folder;

    private Path demo;

    @BeforeEach
    void experiment() {
        demo = Cli.starter(folder);
    }

    @Test
    void decidedRun_saysTheAnswer_andNothingElse() {
        Cli cli = Cli.agon("run", demo).succeeds();
        assertThat(cli.out())
                .contains("ANSWER          the best is expert-best-of-3   (95 %")
                .contains("agon export " + demo);
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void json_hasTheFieldsOfTheReference() {
        Cli cli = Cli.agon("run", "--json", demo).succeeds();
        var json = cli.json();
        assertThat(json.get("run").asString()).isNotBlank();
        assertThat(json.get("status").asString()).isEqualTo("decided");
        assertThat(json.get("best").asString()).isEqualTo("expert-best-of-3");
        assertThat(json.get("candidates")).hasSize(5).allSatisfy(it -> {
            assertThat(it.get("id").isString()).isTrue();
            assertThat(it.get("rejected").isBoolean()).isTrue();
            assertThat(it.get("pValue").isNumber()).isTrue();
            assertThat(it.get("comparisons").isIntegralNumber()).isTrue();
        });
        assertThat(json.get("confidence").asDouble()).isEqualTo(0.95);
        assertThat(json.get("comparisons").asInt()).isPositive();
        assertThat(json.get("missing").asInt()).isZero();
        assertThat(json.get("cost").asDouble()).isZero();
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void finishedRun_isShownAgain_newStartsAnother() {
        String first = Cli.agon("run", "--json", demo).json().get("run").asString();
        Cli again = Cli.agon("run", "--json", demo).succeeds();
        assertThat(again.json().get("run").asString()).isEqualTo(first);
        assertThat(again.err()).isEmpty();
        String other =
                Cli.agon("run", "--json", "--new", demo).json().get("run").asString();
        assertThat(other).isNotEqualTo(first);
        assertThat(Cli.agon("list", "--json", demo).json().get("runs")).hasSize(2);
        assertThat(Cli.agon("show", demo, first).succeeds().out()).contains("agon export " + demo + " " + first);
        assertThat(Cli.agon("show", first, demo)).isEqualTo(Cli.agon("show", demo, first));
    }

    @Test
    void runsOfTwoFilesInOneFolder_areToldApart() throws Exception {
        Path first = demo.resolve("agon.yaml");
        Path second = demo.resolve("second.yaml");
        Files.copy(first, second);
        Cli.change(second, "seed: 42", "seed: 43");
        String one = Cli.agon("run", "--json", first).json().get("run").asString();
        String two = Cli.agon("run", "--json", second).json().get("run").asString();
        assertThat(Cli.agon("show", "--json", first).json().get("run").asString())
                .isEqualTo(one);
        assertThat(Cli.agon("show", "--json", demo).json().get("run").asString())
                .isEqualTo(two);
        assertThat(Cli.agon("list", "--json", first).json().get("runs")).hasSize(1);
        Cli.agon("show", first, two).failsWith(2, "is one of", "not of");
    }

    @Test
    void spentBudget_exits3_andALargerOneGoesOn() throws Exception {
        Path file = demo.resolve("agon.yaml");
        Cli.change(file, "comparisons: 5000", "comparisons: 40");
        Cli spent = Cli.agon("run", demo);
        assertThat(spent.code()).isEqualTo(Exit.UNDECIDED);
        assertThat(spent.out()).contains("ANSWER SO FAR", " or ", "larger budget");
        var json = Cli.agon("show", "--json", demo).succeeds().json();
        assertThat(json.get("status").asString()).isEqualTo("undecided");
        assertThat(json.get("best").isNull()).isTrue();
        assertThat(json.get("comparisons").asInt()).isEqualTo(40);
        Cli.change(file, "comparisons: 40", "comparisons: 5000");
        assertThat(Cli.agon("resume", demo).succeeds().out()).contains("the best is expert-best-of-3");
    }

    @Test
    void changedExperiment_cannotBeResumed_butRunAnew() throws Exception {
        Cli.agon("run", demo).succeeds();
        Cli.change(demo.resolve("agon.yaml"), "seed: 42", "seed: 43");
        Cli.agon("resume", demo).failsWith(2, "changed since run", "agon run");
        assertThat(Cli.agon("run", demo).succeeds().err()).contains("this is a new run");
    }

    @Test
    void dryRun_comparesNothing() {
        Cli cli = Cli.agon("run", "--dry-run", demo).succeeds();
        assertThat(cli.out()).contains("5 policies on 120 queries", "5,000 comparisons", "$0.00");
        assertThat(Cli.agon("run", "--dry-run", "--json", demo).json().get("cases"))
                .isNotEmpty();
        assertThat(demo.resolve(".agon")).doesNotExist();
    }

    @Test
    void quietRun_printsTheAnswerOnly() throws Exception {
        Cli.agon("run", demo);
        Cli.change(demo.resolve("agon.yaml"), "seed: 42", "seed: 43");
        Cli cli = Cli.agon("run", "--quiet", demo).succeeds();
        assertThat(cli.out()).contains("ANSWER");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void otherStore_isUsedByEveryCommand() {
        Path store = folder.resolve("elsewhere/runs.db");
        assertThat(Cli.agon("run", demo, "--store", store).succeeds().out())
                .contains("'agon export --store " + store + "'");
        assertThat(demo.resolve(".agon")).doesNotExist();
        assertThat(Cli.agon("list", "--store", store).succeeds().out()).contains("finished");
        assertThat(Cli.agon("show", "--store", store).succeeds().out()).contains("ANSWER");
        assertThat(Cli.agon("export", "--store", store).succeeds().out()).startsWith("index,model_a,model_b,winner");
        assertThat(Cli.agon("resume", "--store", store).succeeds().out()).contains("ANSWER");
    }

    @Test
    void missingRuns_areSaid_andNothingIsMade() {
        for (String command : new String[] {"list", "show", "export", "resume"}) {
            Cli.agon(command, demo).failsWith(2, "There are no runs at", "agon run");
            Cli.agon(command, "--store", folder.resolve("no.db")).failsWith(2, "there is no database");
        }
        assertThat(demo.resolve(".agon")).doesNotExist();
        assertThat(folder.resolve("no.db")).doesNotExist();
        Cli.agon("run", demo);
        Cli.agon("show", demo, "xyz").failsWith(2, "'xyz' is neither a run nor an experiment");
        Cli.agon("run", demo, "--store", folder).failsWith(2, "is a folder");
    }

    @Test
    void foreignStores_getOneLineWithTheMend() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.db"), "no database at all, but text ".repeat(90));
        Cli.agon("run", demo, "--store", garbage).failsWith(1, "not a store of Agon");
        Path foreign = database("foreign.db", "CREATE TABLE x (a)");
        Cli.agon("run", demo, "--store", foreign).failsWith(1, "no store of Agon");
        Path newer = database("newer.db", "PRAGMA user_version = 99");
        Cli.agon("run", demo, "--store", newer).failsWith(1, "newer Agon");
        Path older = database("older.db", "CREATE TABLE run (a)", "PRAGMA user_version = 3");
        Cli.agon("run", "--new", demo, "--store", older).failsWith(1, "another version of Agon", "move it away");
        assertThat(Cli.agon("list", "--json", "--store", older)
                        .json()
                        .at("/error/message")
                        .asString())
                .contains("another version of Agon");
        Path lacking = folder.resolve("lacking.db");
        Cli.agon("run", demo, "--store", lacking).succeeds();
        database("lacking.db", "ALTER TABLE run DROP COLUMN strict");
        Cli.agon("run", demo, "--store", lacking).failsWith(1, "another version of Agon");
    }

    private Path database(String name, String... statements) throws Exception {
        Path file = folder.resolve(name);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return file;
    }

    @Test
    void export_inBothForms() throws Exception {
        Cli.agon("run", demo);
        String csv = Cli.agon("export", demo).succeeds().out();
        assertThat(csv).startsWith("index,model_a,model_b,winner,").contains(",question-");
        String lines = Cli.agon("export", demo, "--as", "jsonl").succeeds().out();
        assertThat(lines.lines()).hasSize((int) csv.lines().count() - 1).allMatch(it -> it.startsWith("{\"index\":"));
        Path out = folder.resolve("out");
        var json = Cli.agon("export", demo, "--as", "csv,jsonl", "--out", out, "--json")
                .json();
        assertThat(json.get("files")).hasSize(2);
        assertThat(Path.of(json.get("files").get(0).asString())).hasContent(csv);
        Cli.agon("export", demo, "--as", "xml").failsWith(2, "csv, jsonl");
    }

    @Test
    void localeWithoutUnicode_getsAscii() {
        Cli cli = Cli.in(StandardCharsets.US_ASCII, Map.of(), "simulate", "--instance", "bt4-.70", "--replications", 3);
        assertThat(cli.succeeds().out()).contains("x limit", "us/decision").doesNotContain("?");
    }

    @Test
    void stackTrace_onlyWhenAskedFor() {
        assertThat(Cli.in(StandardCharsets.UTF_8, Map.of("AGON_DEBUG", "1"), "validate", folder)
                        .err())
                .contains("\tat io.agon");
    }
}
