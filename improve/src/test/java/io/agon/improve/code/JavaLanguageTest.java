package io.agon.improve.code;

import static io.agon.improve.code.RuleLanguageTest.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.agon.improve.code.Value.Num;
import io.agon.improve.code.Value.Numbers;
import io.agon.improve.code.Value.Text;
import io.agon.improve.code.Value.Truth;
import io.agon.improve.code.Value.Type;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaLanguageTest {

    private static final Signature ATTACK =
            parameters("attack", Type.TEXT, "what", Type.TEXT, "port", Type.NUMBER, "path", Type.TEXT);

    /** One candidate with many crimes, so that a child is started only when the last one is dead. */
    private static final String CRIMINAL = """
        static class Loops { static { while (true) { if (System.nanoTime() == 1) break; } } static int x = 1; }
        static List<Object> kept = new ArrayList<>();
        static int deep(int n) { return 1 + deep(n + 1); }
        static String attack(String what, double port, String path) throws Exception {
          switch (what) {
            case "honest": return "fine";
            case "loop": while (true) { if (System.nanoTime() == 1) return ""; }
            case "initialiser": return "" + Loops.x;
            case "heap": while (true) kept.add(new long[1_000_000]);
            case "direct": while (true) kept.add(java.nio.ByteBuffer.allocateDirect(1_000_000));
            case "threads": while (true) { Thread it = new Thread(() -> { try { Thread.sleep(60_000); } catch (Exception e) {} }); kept.add(it); it.start(); }
            case "thread": Thread.ofPlatform().daemon().start(() -> { while (true) { if (System.nanoTime() == 1) return; } }); return "left";
            case "builder": return "" + new ProcessBuilder("/jdk/bin/java", "-version").start().waitFor();
            case "exec": return "" + Runtime.getRuntime().exec(new String[] {"/bin/sh", "-c", "true"}).waitFor();
            case "exit": System.exit(0); return "";
            case "halt": Runtime.getRuntime().halt(0); return "";
            case "environment": return System.getenv().toString();
            case "properties": return System.getProperty("user.home") + System.getProperty("user.name");
            case "read": return new String(java.nio.file.Files.readAllBytes(java.nio.file.Path.of(path)));
            case "list": try (var all = java.nio.file.Files.list(java.nio.file.Path.of(path))) { return all.map(it -> it.getFileName().toString()).sorted().toList().toString(); }
            case "write": java.nio.file.Files.writeString(java.nio.file.Path.of(path), "x"); return "written";
            case "connect": new java.net.Socket("127.0.0.1", (int) port).close(); return "connected";
            case "dns": return "" + java.net.InetAddress.getByName("example.org");
            case "listen": new java.net.ServerSocket(0).close(); return "listened";
            case "host": return Class.forName("io.agon.improve.code.CandidateHost").getName();
            case "garbage": new java.io.FileOutputStream(java.io.FileDescriptor.out).write("garbage".repeat(1000).getBytes()); return "x";
            case "in": new java.io.FileInputStream(java.io.FileDescriptor.in).close(); return "closed";
            case "stdin": return "" + System.in.read();
            case "print": for (int i = 0; i < 3_000; i++) { System.out.println("x".repeat(1000)); System.err.println("y".repeat(1000)); } return "printed";
            case "deep": return "" + deep(0);
            case "long": return "x".repeat(20_000_000);
            case "null": return null;
            case "throw": throw new IllegalStateException("because");
            case "processes": return "" + java.lang.ProcessHandle.allProcesses().count();
            case "descriptors": return attack("list", 0, "/proc/self/fd");
          }
          return "unknown";
        }
        """;

    @SuppressWarnings("NullAway.Init")
    private static JavaLanguage language;

    @SuppressWarnings("NullAway.Init")
    private static Program criminal;

    @BeforeAll
    static void confine() throws Exception {
        Sandbox sandbox;
        try {
            sandbox = Sandbox.find();
        } catch (IllegalStateException e) {
            assumeThat(false).as("skipped: " + e.getMessage()).isTrue();
            return;
        }
        language = new JavaLanguage(sandbox, new JavaLimits(Duration.ofSeconds(60), Duration.ofSeconds(1), 128));
        criminal = language.compile(ATTACK, CRIMINAL);
    }

    @AfterAll
    static void end() {
        if (language != null) {
            language.close();
        }
    }

    @Test
    void codeWithoutTheMethod_isToldTheLineFirst() {
        for (String body : List.of("extract(what)\nreturn what;", "class X { String attack() { return null; } }")) {
            assertThatThrownBy(() -> language.compile(ATTACK, body))
                    .isInstanceOf(CodeException.class)
                    .hasMessageStartingWith(
                            "The code must have the method static String attack(String what, double port, String path)"
                                    + " {");
        }
    }

    private static String attack(String what, int port, String path) throws Exception {
        String said;
        try {
            said = ((Text) criminal.call(Map.of("what", new Text(what), "port", new Num(port), "path", new Text(path))))
                    .value();
        } catch (CodeException e) {
            said = "refused: " + e.getMessage();
        }
        return said;
    }

    private static void stillHonest() throws Exception {
        assertThat(attack("honest", 0, "")).isEqualTo("fine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loop | refused: The call takes more than 1 s.",
                "direct | OutOfMemoryError: Cannot reserve",
                "thread | refused: it leaves threads behind",
                "builder | refused: Line 13: java.io.IOException",
                "exec | refused: Line 14: java.io.IOException",
                "exit | refused: The call ends the process (code 0); it may not exit.",
                "dns | UnknownHostException",
                "listen | IOException: Operation not permitted",
                "host | ClassNotFoundException",
                "stdin | -1",
                "print | printed",
                "deep | StackOverflowError",
                "long | disturbs the protocol: a result has size 20,000,000",
                "null | refused: it gives null",
                "throw | refused: Line 33: java.lang.IllegalStateException: because"
            })
    void crimes_endInAReason_andTheNextCallIsServed(String what, String reason) throws Exception {
        assertThat(attack(what, 0, "")).contains(reason);
        stillHonest();
    }

    @Tag("montecarlo")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "initialiser | refused: The call takes more than 1 s.",
                "heap | refused: The call takes too much memory.",
                "threads | memory",
                "halt | refused: The call ends the process (code 0); it may not exit.",
                "garbage | disturbs the protocol"
            })
    void heavyCrimes_endInAReason_andTheNextCallIsServed(String what, String reason) throws Exception {
        crimes_endInAReason_andTheNextCallIsServed(what, reason);
    }

    @Test
    void closedInput_endsOneCallAndNotTheNext() throws Exception {
        assertThat(attack("in", 0, "")).isEqualTo("closed");
        assertThat(attack("honest", 0, "")).startsWith("refused: The call ends the process");
        stillHonest();
    }

    @Test
    void environmentAndUser_areNotToBeSeen() throws Exception {
        assertThat(attack("environment", 0, "")).isIn("{PWD=/, MALLOC_ARENA_MAX=1}", "{MALLOC_ARENA_MAX=1, PWD=/}");
        assertThat(attack("properties", 0, "")).doesNotContain(System.getProperty("user.home"));
        assertThat(attack("processes", 0, ""))
                .as("own namespace: bwrap and java")
                .isEqualTo("2");
        assertThat(attack("descriptors", 0, ""))
                .as("nothing of the host is open")
                .doesNotContain("9");
    }

    @Test
    void filesOfTheHost_areNotToBeSeen() throws Exception {
        assertThat(attack("list", 0, "/")).isEqualTo("[dev, host, jdk, lib, lib64, proc, usr]");
        assertThat(attack("list", 0, "/usr")).isIn("[lib]", "[lib, lib64]");
        assertThat(attack("list", 0, "/dev")).isEqualTo("[null, urandom]");
        for (String path : List.of("/etc/passwd", "/etc/hostname", "/proc/1/root/etc/passwd")) {
            assertThat(attack("read", 0, path)).startsWith("refused: ");
        }
        for (String path : List.of(System.getProperty("user.home"), System.getProperty("user.dir"), "/tmp", "/home")) {
            assertThat(attack("list", 0, path)).startsWith("refused: ").contains("NoSuchFileException");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/dev/x", "/usr/lib/x", "/jdk/x", "/host/x", "/proc/sys/kernel/hostname"})
    void files_cannotBeWritten(String path) throws Exception {
        assertThat(attack("write", 0, path)).startsWith("refused: ");
        assertThat(Path.of(path.replace("/proc/sys/kernel/hostname", "/x"))).doesNotExist();
        stillHonest();
    }

    @Test
    void serversOfThisMachine_areNotReached() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(100);
            assertThat(attack("connect", server.getLocalPort(), "")).contains("Operation not permitted");
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void allTypes_goInAndComeOut() throws Exception {
        Signature all =
                parameters("all", Type.NUMBERS, "n", Type.NUMBER, "t", Type.TEXT, "b", Type.TRUTH, "l", Type.NUMBERS);
        String body = "private static double[] all(double n, String t, boolean b, double[] l) {\n"
                + "return new double[] {n, t.length(), b ? 1 : 0, Arrays.stream(l).sum(), l.length}; }";
        try (Program program = language.compile(all, body)) {
            assertThat(program.call(Map.of(
                            "n", new Num(1.5),
                            "t", new Text("ä€𝄞"),
                            "b", new Truth(true),
                            "l", new Numbers(Collections.nCopies(100_000, 0.5)))))
                    .isEqualTo(new Numbers(List.of(1.5, 4.0, 1.0, 50_000.0, 100_000.0)));
        }
        try (Program program = language.compile(
                parameters("f", Type.NUMBER, "x", Type.NUMBER), "static double f(double x) {\n\n return 1 / x; }")) {
            assertThat(program.call(Map.of("x", new Num(4)))).isEqualTo(new Num(0.25));
            assertThatThrownBy(() -> program.call(Map.of("x", new Num(0))))
                    .hasMessage("It gives Infinity; numbers must be finite.");
            assertThat(program.call(Map.of("x", new Num(2)))).isEqualTo(new Num(0.5));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static double f(double x) { return y; } | Line 1, column 36: cannot find symbol",
                "static int f(double x) { return 1; } | static double f(double x)",
                "double f(double x) { return 1; } | static double f(double x)",
                "static double f(double x) { return io.agon.improve.code.Rule.SIZE; } | package io.agon.improve.code"
                        + " does not exist"
            })
    void codeThatCannotBeUsed_saysWhy(String body, String why) {
        assertThatThrownBy(() -> language.compile(parameters("f", Type.NUMBER, "x", Type.NUMBER), body))
                .isInstanceOf(CodeException.class)
                .hasMessageContaining(why);
    }

    @Tag("montecarlo")
    @Test
    void bombsForTheCompiler_endInAReason() throws Exception {
        Signature f = parameters("f", Type.NUMBER, "x", Type.NUMBER);
        String nested = "static double f(double x) { return " + "(".repeat(9_000) + "x" + ")".repeat(9_000) + "; }";
        assertThatThrownBy(() -> language.compile(f, nested)).isInstanceOf(CodeException.class);
        assertThatThrownBy(() -> language.compile(f, "/*" + "x".repeat(20_000) + "*/"))
                .hasMessageContaining("20,000 are allowed");
        String lambdas = "static <T> T id(java.util.function.Supplier<T> s) { return s.get(); }\n"
                + "static <T> T id(java.util.concurrent.Callable<T> s) { return null; }\n"
                + "static double f(double x) { return " + "id(() -> ".repeat(40) + "x" + ")".repeat(40) + "; }";
        try (var hasty =
                new JavaLanguage(Sandbox.find(), new JavaLimits(Duration.ofSeconds(3), Duration.ofSeconds(3), 128))) {
            assertThatThrownBy(() -> hasty.compile(f, lambdas)).isInstanceOf(CodeException.class);
        }
        stillHonest();
    }

    @Test
    void freshProgram_forgetsStaticFieldsAndProperties() throws Exception {
        Signature signature = parameters("f", Type.NUMBER, "x", Type.NUMBER);
        String counts = """
            static double calls;
            static class Nested { static double calls; }
            static double f(double x) {
              double said = Double.parseDouble(System.getProperty("said", "0"));
              System.setProperty("said", "" + (said + 100));
              return ++calls + 10 * ++Nested.calls + said;
            }
            """;
        Map<String, Value> arguments = Map.of("x", new Num(0));
        try (Program program = language.compile(signature, counts)) {
            for (int i = 0; i < 3; i++) {
                program.fresh();
                assertThat(program.call(arguments)).isEqualTo(new Num(11));
                assertThat(program.call(arguments)).isEqualTo(new Num(122));
            }
        }
    }

    @Test
    void children_endWithTheirLanguage() throws Exception {
        long before = ProcessHandle.current().descendants().count();
        try (var other = new JavaLanguage(Sandbox.find(), JavaLimits.USUAL)) {
            other.compile(parameters("f", Type.NUMBER, "x", Type.NUMBER), "static double f(double x) { return 1; }");
            assertThat(ProcessHandle.current().descendants().count()).isGreaterThan(before);
        }
        for (int i = 0; i < 100 && ProcessHandle.current().descendants().count() > before; i++) {
            Thread.sleep(50);
        }
        assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
    }

    @Test
    void children_doNotOutliveAKilledParent(@TempDir Path temporary) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Djava.io.tmpdir=" + temporary,
                        Killed.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(parent.inputReader().readLine()).isEqualTo("ready");
        List<ProcessHandle> children = parent.descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);
        parent.destroyForcibly().waitFor();
        for (int i = 0; i < 200 && children.stream().anyMatch(ProcessHandle::isAlive); i++) {
            Thread.sleep(50);
        }
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    /** A parent whose child loops for ever. */
    static final class Killed {
        public static void main(String[] arguments) throws Exception {
            var limits = new JavaLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), 64);
            Signature signature = parameters("f", Type.NUMBER, "x", Type.NUMBER);
            Program program = new JavaLanguage(Sandbox.find(), limits)
                    .compile(signature, "static double f(double x) { while (x == 1) { } return 0; }");
            System.out.println("ready");
            program.call(Map.of("x", new Num(1)));
        }
    }

    @Test
    void withoutASandbox_theChildStillHasNoEnvironmentAndLittleMemory() throws Exception {
        try (var free = new JavaLanguage(
                        Sandbox.NONE, new JavaLimits(Duration.ofSeconds(60), Duration.ofSeconds(3), 64));
                Program program = free.compile(ATTACK, CRIMINAL)) {
            assertThat(program.call(Map.of("what", new Text("environment"), "port", new Num(0), "path", new Text(""))))
                    .asString()
                    .contains("MALLOC_ARENA_MAX")
                    .doesNotContain("HOME", "PATH");
            assertThatThrownBy(() ->
                            program.call(Map.of("what", new Text("heap"), "port", new Num(0), "path", new Text(""))))
                    .hasMessageContaining("memory");
        }
    }
}
