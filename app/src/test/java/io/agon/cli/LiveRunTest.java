package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands against a server on this machine that answers, fails and pries. */
@Timeout(120)
class LiveRunTest {

    private static final String KEY = "sk-sentinel/7Qx+Zw9\"=&<Lk3>";

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(3);

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve(".env"), "OPENAI_API_KEY='%s'\n".formatted(KEY));
        Files.writeString(folder.resolve("inputs.jsonl"), """
            {"vars": {"a": 1, "b": 2}, "expected": "3"}
            {"vars": {"a": 4, "b": 5}, "expected": "9"}
            {"vars": {"a": 7, "b": 7}, "expected": "14"}
            """);
    }

    private void experiment(FaultServer server, String budget) throws IOException {
        Files.writeString(folder.resolve("agon.yaml"), """
            description: Adding up
            prompts: ["Add {{a}} and {{b}}.", "What is {{a}} + {{b}}?"]
            providers:
              - {id: "openai:good", config: {max_tokens: 20, apiBaseUrl: "%1$s", timeout: 2000}, price: {input: 1, output: 2}}
              - {id: "openai:poor", config: {max_tokens: 20, apiBaseUrl: "%1$s", timeout: 2000}, price: {input: 1, output: 2}}
            tests: file://inputs.jsonl
            judge: number
            experiment: {concurrency: 8, seed: 2, budget: %2$s}
            """.formatted(server.baseUrl(), budget));
    }

    /** The good model adds up, the better when it is asked a question; the poor one is off by one now and then. */
    private FaultAnswer answer(FaultServer.Ask ask) {
        int[] terms = Stream.of(ask.prompt().split("\\D+"))
                .filter(word -> !word.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        double right = ask.model().equals("good") ? ask.prompt().startsWith("What") ? 1 : 0.7 : 0.4;
        boolean off;
        synchronized (random) {
            off = random.nextDouble() > right;
        }
        return FaultAnswer.text("It is " + (terms[0] + terms[1] + (off ? 1 : 0)));
    }

    @Test
    void run_overHttp_decidesAndSaysWhatItCost() throws IOException {
        try (FaultServer server = FaultServer.start(this::answer)) {
            experiment(server, "{comparisons: 3000, usd: 1}");
            Cli run = Cli.agon("run", folder).succeeds();
            assertThat(run.out())
                    .contains("the best is")
                    .contains("openai:good")
                    .contains("$0.0");
            Cli again = Cli.agon("run", folder, "--json").succeeds();
            assertThat(again.json().at("/status").asString()).isEqualTo("decided");
            assertThat(again.json().at("/cost").asDouble()).isBetween(1e-5, 1.0);
        }
    }

    /** G8: a server that says back all it gets, in replies and in errors, through every command. */
    @Test
    void key_isNowhere_whateverTheServerSaysBack() throws IOException {
        try (FaultServer server = FaultServer.start(ask -> ask.number() % 3 == 0
                ? FaultAnswer.echo(200)
                : ask.number() % 7 == 0 ? FaultAnswer.echo(400) : answer(ask))) {
            experiment(server, "{comparisons: 60}");
            var said = new ArrayList<String>();
            for (String[] words : List.of(
                    new String[] {"validate"},
                    new String[] {"run", "--dry-run"},
                    new String[] {"run", "--stacktrace"},
                    new String[] {"run", "--json"},
                    new String[] {"show"},
                    new String[] {"export", "--as", "jsonl"},
                    new String[] {"list"},
                    new String[] {"doctor", "--json"})) {
                var all = new ArrayList<Object>(List.of(words));
                if (!words[0].equals("doctor")) {
                    all.add(1, folder);
                }
                Cli cli = Cli.agon(all.toArray());
                said.add(cli.out());
                said.add(cli.err());
            }
            assertThat(server.requests()).isGreaterThan(20);
            assertThat(server.asks().getFirst().headers().get("authorization")).contains("sk-sentinel");
            said.forEach(LiveRunTest::holdsNoKey);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(it -> !it.endsWith(".env"))
                        .toList()) {
                    holdsNoKey(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** The forms in which a key travels; parts of it would do, for who finds them. */
    private static void holdsNoKey(String text) {
        var forms = new ArrayList<String>(
                List.of("sentinel", "7Qx+Zw9", "7Qx%2BZw9", URLEncoder.encode(KEY, StandardCharsets.UTF_8)));
        for (String lead : List.of("", "x", "xy")) {
            String code = Base64.getEncoder().encodeToString((lead + KEY).getBytes(StandardCharsets.UTF_8));
            forms.add(code.substring(4, code.length() - 4));
        }
        for (String form : forms) {
            int at = text.indexOf(form);
            assertThat(at)
                    .as(
                            "'%s' in: %s",
                            form, text.substring(Math.max(0, at - 200), Math.min(text.length(), Math.max(0, at) + 200)))
                    .isNegative();
        }
    }

    /** G6: every kind of trouble at once. It costs time and money, but no comparison is lost to it. */
    @Test
    void run_amidFaults_decidesTheSame_andLosesNothing() throws IOException {
        try (FaultServer server = FaultServer.start(ask -> switch (ask.number() % 12) {
            case 1 -> FaultAnswer.status(429).header("Retry-After", "0.05");
            case 3 -> FaultAnswer.status(503);
            case 5 -> FaultAnswer.raw("text/html", "<h1>Bad gateway</h1>".getBytes(StandardCharsets.UTF_8));
            case 7 -> answer(ask).cutAfter(40);
            case 9 -> FaultAnswer.reset();
            case 11 -> FaultAnswer.noChoices();
            default -> answer(ask).after(Duration.ofMillis(2));
        })) {
            experiment(server, "{comparisons: 3000, usd: 1}");
            Cli run = Cli.agon("run", folder, "--json").succeeds();
            assertThat(run.json().at("/status").asString()).isEqualTo("decided");
            assertThat(run.json().at("/best").asString()).contains("good");
            assertThat(run.json().at("/cost").asDouble()).isLessThanOrEqualTo(1.0);
        }
    }

    @Test
    void wrongKey_endsTheRun_andSaysSo() throws IOException {
        try (FaultServer server = FaultServer.start(ask -> FaultAnswer.error(401, "Incorrect API key provided"))) {
            experiment(server, "{comparisons: 3000}");
            Cli run = Cli.agon("run", folder);
            assertThat(run.code()).isEqualTo(Exit.UNEXPECTED);
            assertThat(run.out()).contains("too many to claim anything").contains("HTTP 401");
            assertThat(server.requests()).as("no flood of hopeless calls").isLessThan(200);
        }
    }

    @Test
    void missingKey_isAskedFor_beforeAnythingRuns_butNotByValidate() throws IOException {
        Files.delete(folder.resolve(".env"));
        Files.writeString(folder.resolve("agon.yaml"), """
            prompts: ["Add {{a}} and {{b}}.", "What is {{a}} + {{b}}?"]
            providers: [mistral:mistral-small-latest]
            tests: file://inputs.jsonl
            judge: number
            """);
        Cli.agon("validate", folder).succeeds();
        Cli.agon("run", folder, "--dry-run").succeeds();
        Cli.agon("run", folder).failsWith(2, "MISTRAL_API_KEY", ".env");
        Cli.change(folder.resolve("agon.yaml"), "judge: number", "judge: number\nexperiment: {budget: {usd: 1}}");
        Cli.agon("run", folder, "--dry-run").failsWith(2, "usd", "price", "mistral");
    }

    @Test
    void keyThatIsNone_isRefused_withoutSayingIt() throws IOException {
        Files.writeString(folder.resolve(".env"), "OPENAI_API_KEY='\u201csk-sentinel\u201d'\n");
        try (FaultServer server = FaultServer.start(this::answer)) {
            experiment(server, "{comparisons: 60}");
            Cli run = Cli.agon("run", folder);
            assertThat(run.code()).isEqualTo(Exit.USAGE);
            assertThat(run.err()).contains("OPENAI_API_KEY", "quotes").doesNotContain("sentinel");
        }
    }
}
