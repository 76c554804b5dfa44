package io.agon.improve.code;

import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/**
 * Java of candidates: compiled and run in a child process within a {@link Sandbox}, one child a program. A call that
 * takes too long ends the child; the next call starts another one.
 *
 * <p>Safe for use by several threads. What a program gives may depend on its earlier calls, which can change its static
 * fields, until {@link Program#fresh} forgets these; the rule language gives a function of its arguments.
 */
public final class JavaLanguage implements Language, AutoCloseable {

    private final Sandbox sandbox;
    private final JavaLimits limits;
    private final JavaFolder folder;

    /**
     * Children end with the thread that started them (prctl(2), PR_SET_PDEATHSIG), so one thread that lives as long as
     * this starts them all; it also ends those that take too long.
     */
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("candidates").factory());

    /**
     * In a sandbox.
     *
     * @throws IllegalStateException when the running Java has no compiler: says how to get one
     */
    public JavaLanguage(Sandbox sandbox, JavaLimits limits) {
        this.sandbox = sandbox;
        this.limits = limits;
        if (ModuleFinder.ofSystem().find("jdk.compiler").isEmpty()) {
            throw new IllegalStateException(
                    "Java of candidates needs the compiler, and %s has none; run with a JDK, or use the rule language."
                            .formatted(home()));
        }
        folder = new JavaFolder();
    }

    /** Home of the running Java. */
    static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public String manual(Signature signature) {
        return """
            Write Java %1$d: the method
            %2$s
            with this name, these types and 'static'. Other static methods, nested classes and constants may stand beside it, but no class around it and no import: java.util, java.util.function and java.util.stream are imported, other classes of the JDK are written in full.
            It runs in a sandbox: no files, no network, no other processes, no threads, %3$d MB, %4$s s a call. Numbers that it gives must be finite. Keep no state between calls.

            Example:
            static double order(double stock, double[] demand) {
                double mean = Arrays.stream(demand).average().orElse(0);
                return Math.max(0, Math.ceil(2 * mean - stock));
            }

            Example:
            static String extract(String reply) {
                int at = reply.lastIndexOf("Answer:");
                return at < 0 ? "" : reply.substring(at + 7).strip();
            }
            """.formatted(
                        Runtime.version().feature(),
                        method(signature),
                        limits.megabytes(),
                        RulePrinter.number(limits.call().toMillis() / 1000.0));
    }

    /** The method that a program must have. */
    static String method(Signature signature) {
        return signature.parameters().entrySet().stream()
                .map(it -> word(it.getValue()) + " " + it.getKey())
                .collect(Collectors.joining(
                        ", ", "static %s %s(".formatted(word(signature.result()), signature.name()), ")"));
    }

    private static String word(Value.Type type) {
        return switch (type) {
            case NUMBER -> "double";
            case TEXT -> "String";
            case TRUTH -> "boolean";
            case NUMBERS -> "double[]";
        };
    }

    @Override
    public Program compile(Signature signature, String body) throws CodeException, InterruptedException {
        if (body.length() > JavaLimits.SOURCE) {
            throw new CodeException("The code has %,d characters, but %,d are allowed; make it shorter."
                    .formatted(body.length(), JavaLimits.SOURCE));
        }
        var program = new JavaProgram(this, signature, body);
        try {
            program.start();
        } catch (CodeException e) {
            program.close();
            throw e;
        }
        return program;
    }

    JavaChild child() throws InterruptedException {
        return JavaChild.start(sandbox.command(home(), folder.path(), limits), keeper);
    }

    JavaLimits limits() {
        return limits;
    }

    /** Ends all children. */
    @Override
    public void close() {
        keeper.shutdownNow();
        folder.close();
    }
}
