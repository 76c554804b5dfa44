package io.agon.cli;

import io.agon.config.ConfigException;
import io.agon.config.Suggestion;
import io.agon.lab.BadMatrixException;
import io.agon.store.StoreException;
import io.agon.train.TrainingException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program {@code agon}. */
@Command(
        name = "agon",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Finds out which of your LLM policies is best, with a guarantee, after as few comparisons as possible.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  agon init demo && agon run demo",
            "  agon run --dry-run agon.yaml",
            "  agon simulate --instance bt10-.60 --rules agon,llm-po,round-robin",
            "",
            "Exit codes: 0 decided or done; 1 unexpected; 2 wrong usage or configuration;",
            "3 undecided, the set of possible policies is printed; 130 stopped by Ctrl-C, all saved."
        },
        subcommands = {
            InitCommand.class,
            ValidateCommand.class,
            RunCommand.class,
            ResumeCommand.class,
            ListCommand.class,
            ShowCommand.class,
            ExportCommand.class,
            PlanCommand.class,
            SimulateCommand.class,
            PlayCommand.class,
            TrainCommand.class,
            ImproveCommand.class,
            ViewCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {

    private static final Pattern UNKNOWN_COMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.?");

    private final Console console;
    private final Map<String, String> environment;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print exactly one JSON document on standard output; also for errors: {\"error\":{...}}.")
    boolean json;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "No progress and no notes.")
    boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours; the variable NO_COLOR does the same.")
    boolean noColor;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Print where an error comes from; the variable AGON_DEBUG does the same.")
    boolean stacktrace;

    private Main(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** Runs the program and ends the process. */
    public static void main(String[] args) {
        Telemetry.start(System.getenv());
        Terminal terminal = Terminal.of(System.getenv());
        int code = run(args, System.out, System.err, terminal, System.getenv());
        System.out.flush();
        System.exit(code);
    }

    /** Runs the program and gives its exit code. */
    static int run(
            String[] args, PrintStream out, PrintStream err, Terminal terminal, Map<String, String> environment) {
        var main = new Main(new Console(out, err, terminal), environment);
        try {
            return main.commandLine(out, err, terminal).execute(args);
        } catch (OutOfMemoryError e) {
            return main.report(
                    Exit.UNEXPECTED,
                    "there is not enough memory (Java may use %,d MiB); AGON_JAVA_OPTS=-Xmx8g gives it more."
                            .formatted(Runtime.getRuntime().maxMemory() >> 20));
        } catch (StackOverflowError e) {
            return main.report(
                    Exit.UNEXPECTED, "this should not have happened: the stack overflowed; please report it");
        }
    }

    private CommandLine commandLine(PrintStream out, PrintStream err, Terminal terminal) {
        var line = new CommandLine(this);
        line.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.optionsMap().containsKey("--help"))
                .forEach(command -> command.addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and end.")
                        .build()));
        line.setOut(new PrintWriter(out, true, out.charset()));
        line.setErr(new PrintWriter(err, true, err.charset()));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.out() && terminal.colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(96);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setExecutionStrategy(parsed -> {
            configure();
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((problem, args) -> {
            configure();
            json |= List.of(args).contains("--json");
            console.configure(json, quiet, noColor);
            return wrongUsage(problem);
        });
        line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem));
        return line;
    }

    private void configure() {
        console.configure(json, quiet, noColor);
    }

    Console console() {
        return console;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void run() {
        throw new UsageException("No command is given. 'agon --help' lists the commands; 'agon init demo' is a start.");
    }

    private int wrongUsage(ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.valueOf(problem.getMessage())
                .replaceAll("is not an? (int|long)$", "is not a whole number")
                .replaceAll("is not a double$", "is not a number");
        var unknown = UNKNOWN_COMMAND.matcher(message);
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            if (unmatched.getUnmatched().equals(List.of("help"))) {
                problem.getCommandLine().usage(problem.getCommandLine().getOut());
                return Exit.OK;
            }
            var suggestions = new ArrayList<>(unmatched.getSuggestions());
            if (suggestions.isEmpty()) {
                suggestions.addAll(similar(unmatched.getUnmatched().getFirst(), problem.getCommandLine()));
            }
            message = "'%s' is not known%s"
                    .formatted(
                            Console.harmless(unmatched.getUnmatched().getFirst()),
                            suggestions.isEmpty() ? "." : "; did you mean " + String.join(" or ", suggestions) + "?");
        }
        if (unknown.matches()) {
            List<String> suggestions = similar(unknown.group(1), problem.getCommandLine());
            message = "'%s' is not a command%s"
                    .formatted(
                            Console.harmless(unknown.group(1)),
                            suggestions.isEmpty() ? "." : "; did you mean " + suggestions.getFirst() + "?");
            command = "agon";
        }
        return report(
                Exit.USAGE,
                sentence(oneLine(message)) + " See '" + command + " --help'.",
                Json.fields().with("code", Exit.USAGE));
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    /** The command that somebody may have meant: a slip or two away, or one that begins so. */
    private static List<String> similar(String word, CommandLine command) {
        CommandLine root = command.getParent() == null ? command : command.getParent();
        List<String> names =
                root.getSubcommands().keySet().stream().distinct().sorted().toList();
        return names.stream()
                .filter(name -> word.length() > 1 && name.startsWith(word))
                .findFirst()
                .or(() -> Suggestion.nearest(word, names))
                .stream()
                .toList();
    }

    private int failed(Exception problem) {
        if (stacktrace || !environment.getOrDefault("AGON_DEBUG", "").isEmpty()) {
            console.stackTrace(problem);
        }
        return switch (problem) {
            case ConfigException config -> {
                Json.Fields error = Json.fields()
                        .with("code", Exit.USAGE)
                        .with("message", config.getMessage())
                        .with(
                                "problems",
                                config.problems().stream()
                                        .map(p -> Json.fields()
                                                .with("file", p.file().toString())
                                                .with("line", p.line())
                                                .with("column", p.column())
                                                .with("key", p.key())
                                                .with("message", p.message()))
                                        .toList());
                config.problems().forEach(p -> console.error(Console.harmless(p.toString())));
                console.document(Json.fields().with("error", error).toString());
                yield Exit.USAGE;
            }
            case UsageException usage -> report(Exit.USAGE, usage.getMessage());
            case BadMatrixException matrix -> report(Exit.USAGE, matrix.getMessage());
            case TrainingException training ->
                report(training.spent() ? Exit.UNDECIDED : Exit.UNEXPECTED, training.getMessage());
            case StoreException store -> report(Exit.UNEXPECTED, store.getMessage());
            case Console.ClosedOutputException closed -> Exit.OK;
            case InterruptedException interrupted -> report(Exit.INTERRUPTED, "stopped.");
            case UncheckedIOException io ->
                report(Exit.UNEXPECTED, "a file cannot be read or written: " + io.getCause());
            case java.io.IOException io -> report(Exit.UNEXPECTED, "a file cannot be read or written: " + io);
            default ->
                report(
                        Exit.UNEXPECTED,
                        "this should not have happened: " + problem
                                + " (set AGON_DEBUG=1 to see where, and please report it)");
        };
    }

    private int report(int code, @Nullable String message) {
        return report(code, oneLine(message), Json.fields().with("code", code));
    }

    private int report(int code, String message, Json.Fields error) {
        console.error(message);
        console.document(
                Json.fields().with("error", error.with("message", message)).toString());
        return code;
    }

    private static String oneLine(@Nullable String message) {
        return Console.harmless(String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
