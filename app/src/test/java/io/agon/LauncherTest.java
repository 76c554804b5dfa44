package io.agon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher `./agon` with JDKs and a Maven of paper: what it chooses, builds and passes on. */
class LauncherTest {
    private static final int UNAVAILABLE = 69;
    private static final List<String> TOOLS = List.of(
            "sh", "cat", "dirname", "find", "ls", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "touch", "printf");

    @TempDir
    Path folder;

    private Path home;
    private Path tools;
    private Path jdks;
    private Path work;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void checkout() throws IOException {
        assumeTrue(File.separatorChar == '/', "a POSIX shell is needed");
        home = Files.createDirectories(folder.resolve("a checkout with spaces"));
        Files.copy(launcher(), home.resolve("agon"));
        executable(home.resolve("agon"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("app/src/main/java"));
        Files.writeString(home.resolve("app/pom.xml"), "<project/>");
        Files.writeString(home.resolve("app/src/main/java/Main.java"), "class Main {}");

        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            for (String bin : List.of("/bin", "/usr/bin")) {
                Path real = Path.of(bin, tool);
                if (Files.exists(real) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), real);
                }
            }
        }
        jdks = Files.createDirectories(folder.resolve("some jdks"));
        work = Files.createDirectories(folder.resolve("the user's folder"));
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.resolve("nobody").toString());
        environment.put("AGON_JDK_DIRS", jdks.toString());
    }

    @Test
    void builtJar_runsInTheUsersFolder_withItsArgumentsUntouched() throws Exception {
        jdk("25");
        built();

        Run run = agon(home.resolve("agon"), "run", "two words", "", "*", "$HOME");

        assertThat(run.code()).isZero();
        assertThat(run.error()).isEmpty();
        assertThat(run.lines())
                .contains("pwd=" + work.toRealPath(), "jdk=25", "jar=" + home.toRealPath() + "/app/target/agon.jar")
                .endsWith("[run]", "[two words]", "[]", "[*]", "[$HOME]");
    }

    @Test
    void launcher_isFoundThroughLinks() throws Exception {
        jdk("25");
        built();
        Path bin = Files.createDirectories(folder.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("absolute"), home.resolve("agon"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../a checkout with spaces/agon"));
        Files.createSymbolicLink(work.resolve("chain"), Path.of("../my bin/relative"));
        environment.put("PATH", tools + ":" + bin);
        String jar = "jar=" + home.toRealPath() + "/app/target/agon.jar";

        assertThat(agon(bin.resolve("absolute")).lines()).contains(jar);
        assertThat(agon(bin.resolve("relative")).lines()).contains(jar);
        assertThat(agon(Path.of("./chain")).lines()).contains(jar);
        assertThat(agon(Path.of("../my bin/relative")).lines()).contains(jar);
        assertThat(shell("relative --version").lines()).contains(jar, "[--version]");
    }

    @Test
    void noJdk_isSaid() throws Exception {
        built();

        Run run = agon(home.resolve("agon"), "run");

        assertThat(run.code()).isEqualTo(UNAVAILABLE);
        assertThat(run.output()).isEmpty();
        assertThat(run.error()).startsWith("agon: no Java 21 or newer found").contains("AGON_JAVA_HOME");
    }

    @Test
    void oldJavaHome_isPassedOverForTheNewestJdk() throws Exception {
        environment.put("JAVA_HOME", jdk("17.0.15").toString());
        jdk("21.0.4");
        jdk("25.0.3");
        jdk("9.0.4");
        jdk("1.8.0_402");
        built();

        assertThat(agon(home.resolve("agon")).lines()).contains("jdk=25.0.3");
    }

    @Test
    void order_isAgonJavaHomeThenJavaHomeThenPath() throws Exception {
        jdk("26-ea");
        Path onPath = jdk("22");
        Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));
        built();
        assertThat(agon(home.resolve("agon")).lines()).contains("jdk=22");

        environment.put("JAVA_HOME", jdk("23").toString());
        assertThat(agon(home.resolve("agon")).lines()).contains("jdk=23");

        environment.put("AGON_JAVA_HOME", jdk("24").toString());
        assertThat(agon(home.resolve("agon")).lines()).contains("jdk=24");
    }

    @Test
    void wrongAgonJavaHome_isSaidAndNotReplaced() throws Exception {
        jdk("25");
        built();

        environment.put("AGON_JAVA_HOME", jdk("17").toString());
        assertThat(agon(home.resolve("agon")).code()).isEqualTo(UNAVAILABLE);
        assertThat(agon(home.resolve("agon")).error()).contains("is Java 17; Agon needs Java 21 or newer");

        environment.put("AGON_JAVA_HOME", folder.resolve("nothing").toString());
        assertThat(agon(home.resolve("agon")).code()).isEqualTo(UNAVAILABLE);
        assertThat(agon(home.resolve("agon")).error()).contains("holds no Java");
    }

    @Test
    void jdkWithoutReleaseFile_isAsked() throws Exception {
        Files.delete(jdk("21.0.4").resolve("release"));
        built();

        assertThat(agon(home.resolve("agon")).lines()).contains("jdk=21.0.4");
    }

    @Test
    void options_fitTheJdk() throws Exception {
        jdk("21");
        built();
        environment.put("AGON_JAVA_OPTS", "-Xmx1g -Dx=y");
        String common = "--enable-native-access=ALL-UNNAMED";
        String unsafe = "--sun-misc-unsafe-memory-access=allow";
        assertThat(agon(home.resolve("agon")).lines())
                .contains(common, "-DOPT_OUT_TRACKING=true", "-Dai.djl.offline=true", "-Xmx1g", "-Dx=y")
                .doesNotContain(unsafe);

        jdk("23");
        assertThat(agon(home.resolve("agon")).lines()).contains(common, unsafe);
    }

    @Test
    void missingJar_isBuiltOnce_andAgainOnlyAfterAChange() throws Exception {
        jdk("25");
        mvn(0);

        Run first = agon(home.resolve("agon"), "x");
        assertThat(first.code()).isZero();
        assertThat(first.error()).isEqualTo("agon: building Agon (first run, about a minute) ...\nmaven speaks\n");
        assertThat(first.lines()).contains("jdk=25").endsWith("[x]").doesNotContain("maven speaks");
        assertThat(agon(home.resolve("agon")).error()).isEmpty();
        assertThat(builds()).hasSize(1);

        later(home.resolve("app/src/main/java/Main.java"));
        assertThat(agon(home.resolve("agon")).error()).startsWith("agon: building Agon (sources changed");
        assertThat(builds()).hasSize(2);
        assertThat(home.resolve("target/agon-build.lock")).doesNotExist();
    }

    @Test
    void failedBuild_startsNothing() throws Exception {
        jdk("25");
        mvn(1);

        Run run = agon(home.resolve("agon"));

        assertThat(run.code()).isEqualTo(UNAVAILABLE);
        assertThat(run.output()).isEmpty();
        assertThat(run.error()).contains("maven speaks").contains("the build failed (Maven's exit code 1");
        assertThat(home.resolve("target/agon-build.lock")).doesNotExist();
    }

    @Test
    void missingMaven_isSaid_unlessAnOlderJarIsThere() throws Exception {
        jdk("25");
        Run run = agon(home.resolve("agon"));
        assertThat(run.code()).isEqualTo(UNAVAILABLE);
        assertThat(run.error()).contains("Maven (mvn) is not on the PATH");

        built();
        later(home.resolve("pom.xml"));
        Run old = agon(home.resolve("agon"));
        assertThat(old.code()).isZero();
        assertThat(old.error()).contains("running the jar built before");
    }

    @Test
    void concurrentStarts_buildOnce() throws Exception {
        jdk("25");
        mvn(0);
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(process(List.of(home.resolve("agon").toString()))
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process start : starts) {
            String said = new String(start.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(start.waitFor()).as(said).isZero();
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void lockOfADeadBuild_isBroken() throws Exception {
        jdk("25");
        mvn(0);
        Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        dead.waitFor();
        Path lock = Files.createDirectories(home.resolve("target/agon-build.lock"));
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        assertThat(agon(home.resolve("agon")).code()).isZero();
        assertThat(builds()).hasSize(1);
    }

    @Test
    void jarBesideTheLauncher_needsNoSources() throws Exception {
        jdk("25");
        Path place = Files.createDirectories(folder.resolve("installed"));
        Files.copy(home.resolve("agon"), place.resolve("agon"));
        executable(place.resolve("agon"));
        assertThat(agon(place.resolve("agon")).code()).isEqualTo(UNAVAILABLE);
        assertThat(agon(place.resolve("agon")).error()).contains("neither agon.jar nor the source");

        Files.writeString(place.resolve("agon.jar"), "jar");
        assertThat(agon(place.resolve("agon")).lines()).contains("jar=" + place.toRealPath() + "/agon.jar");
    }

    private record Run(int code, String output, String error) {
        List<String> lines() {
            return output.lines().toList();
        }
    }

    private Run agon(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Run shell(String command) throws IOException, InterruptedException {
        return run(List.of("/bin/sh", "-c", command));
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("stdout");
        Path error = folder.resolve("stderr");
        Process process = process(command)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return new Run(process.exitValue(), Files.readString(output), Files.readString(error));
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** A JDK of paper: its java prints where it is, what it was given, and runs nothing. */
    private Path jdk(String version) throws IOException {
        Path jdk = jdks.resolve("jdk " + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Paper\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.writeString(jdk.resolve("bin/java"), """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "VERSION" 2026-01-01' >&2; exit 0; fi
            echo "pwd=$(pwd)"
            echo "jdk=VERSION"
            while [ "$1" != -jar ]; do printf '%s\\n' "$1"; shift; done
            echo "jar=$2"
            shift 2
            for argument; do printf '[%s]\\n' "$argument"; done
            """.replace("VERSION", version));
        executable(jdk.resolve("bin/java"));
        return jdk;
    }

    /** A Maven of paper: takes a second, notes that it ran, and writes the jar if it succeeds. */
    private void mvn(int code) throws IOException {
        Files.writeString(tools.resolve("mvn"), """
            #!/bin/sh
            echo "$*" >> builds.log
            echo "maven speaks"
            sleep 1
            [ CODE = 0 ] && mkdir -p app/target && echo jar > app/target/agon.jar
            exit CODE
            """.replace("CODE", Integer.toString(code)));
        executable(tools.resolve("mvn"));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(home.resolve("builds.log"));
    }

    private void built() throws IOException {
        Files.createDirectories(home.resolve("app/target"));
        Files.writeString(home.resolve("app/target/agon.jar"), "jar");
        later(home.resolve("app/target/agon.jar"));
    }

    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path launcher() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.exists(place.resolve("agon")) || !Files.exists(place.resolve("testkit"))) {
            place = java.util.Objects.requireNonNull(place.getParent(), "the launcher lies in the repository's root");
        }
        return place.resolve("agon");
    }
}
