package io.agon.improve.code;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where Java of candidates runs: a child process that is confined. docs/concepts/sandbox.md says what is kept out. */
public sealed interface Sandbox {

    /**
     * No confinement by the operating system: a child with a cleared environment and limits of memory, files and time,
     * which can read files and use the network. Only for code that is trusted.
     */
    Sandbox NONE = new None();

    /** Where to look for bubblewrap instead, separated as on the path. */
    String FOLDERS = "agon.sandbox.path";

    /** As files write it. */
    String name();

    /**
     * The command line that starts a Java machine.
     *
     * @param java home of the JDK
     * @param folder with what {@link JavaLanguage} put there
     * @param limits of memory
     */
    List<String> command(Path java, Path folder, JavaLimits limits);

    /** Nothing but a child process. */
    record None() implements Sandbox {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public List<String> command(Path java, Path folder, JavaLimits limits) {
            return Stream.of(
                            limited("", limits, folder),
                            List.of(java.resolve("bin/java").toString()),
                            limits.flags(),
                            List.of("-cp", folder.resolve("host").toString(), CandidateHost.class.getName()))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /**
     * Namespaces and a seccomp filter, by bubblewrap.
     *
     * @param program path of bwrap
     */
    record Bubblewrap(Path program) implements Sandbox {

        @Override
        public String name() {
            return "bubblewrap";
        }

        @Override
        public List<String> command(Path java, Path folder, JavaLimits limits) {
            var all = new ArrayList<>(limited("exec 9<\"$0/filter\"; ", limits, folder));
            all.addAll(List.of(program.toString(), "--unshare-user", "--unshare-all", "--disable-userns"));
            all.addAll(List.of("--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--hostname", "sandbox"));
            all.addAll(List.of(
                    "--die-with-parent",
                    "--new-session",
                    "--clearenv",
                    "--setenv",
                    "MALLOC_ARENA_MAX",
                    "1",
                    "--seccomp",
                    "9"));
            all.addAll(List.of("--ro-bind", java.toString(), "/jdk"));
            for (String library : List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64")) {
                all.addAll(List.of("--ro-bind-try", library, library));
            }
            // Where Debian keeps the settings of its JDK.
            String settings = "/etc/java-%d-openjdk".formatted(Runtime.version().feature());
            all.addAll(List.of("--ro-bind-try", settings, settings));
            all.addAll(List.of("--ro-bind", folder.resolve("host").toString(), "/host"));
            all.addAll(List.of("--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/urandom", "/dev/urandom"));
            all.addAll(List.of("--proc", "/proc", "--remount-ro", "/proc", "--chdir", "/", "--remount-ro", "/"));
            all.add("/jdk/bin/java");
            all.addAll(limits.flags());
            all.addAll(List.of("-cp", "/host", CandidateHost.class.getName()));
            return all;
        }
    }

    private static List<String> limited(String more, JavaLimits limits, Path folder) {
        String script = "ulimit -c 0; ulimit -f 0; ulimit -n 64; ulimit -v %d; %sexport MALLOC_ARENA_MAX=1; exec \"$@\""
                .formatted(limits.addressSpace() / 1024, more);
        return List.of("/bin/sh", "-c", script, folder.toString());
    }

    /**
     * The sandbox of this machine, tried out by really running Java in it. Its program is looked for on the path of
     * this process, or in the folders of the system property {@value #FOLDERS}.
     *
     * @throws IllegalStateException when there is none: says how to get one
     */
    static Sandbox find() throws InterruptedException {
        String path =
                System.getProperty(FOLDERS, System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin");
        Sandbox found = Stream.of(path.split(File.pathSeparator))
                .filter(it -> it.startsWith("/"))
                .map(it -> Path.of(it, "bwrap"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Bubblewrap::new)
                .orElseThrow(
                        () -> new IllegalStateException("Java of candidates runs in a sandbox, and bubblewrap is not"
                            + " installed: apt-get install bubblewrap, use the rule language, or say sandbox: none to"
                            + " run it without one."));
        try (var folder = new JavaFolder()) {
            Process process = new ProcessBuilder(found.command(JavaLanguage.home(), folder.path(), JavaLimits.USUAL))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(("bubblewrap is installed but not permitted here (%s): allow user"
                    + " namespaces, use the rule language, or say sandbox: none to run Java without a sandbox.")
                        .formatted(said.strip()));
            }
            return found;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
