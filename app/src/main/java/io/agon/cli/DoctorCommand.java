package io.agon.cli;

import io.agon.improve.code.Sandbox;
import io.agon.model.provider.Models;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import io.agon.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code agon doctor}: whether this machine is fit. */
@Command(
        name = "doctor",
        description =
                "Checks Java, memory, disk, database, terminal, sandbox and the keys of providers (present or not,"
                        + " never shown); says what to mend.",
        footer = {"", "Example:", "  agon doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    private static final long LEAST_DISK = 200L << 20;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    private enum State {
        OK,
        NOTE,
        BAD
    }

    private record Check(String name, State state, String text) {}

    @Override
    public Integer call() throws InterruptedException {
        Console console = main.console();
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("agon", State.OK, Version.text()));
        checks.add(new Check(
                "java", State.OK, Runtime.version() + " (" + System.getProperty("java.vendor", "unknown") + ")"));
        checks.add(memory());
        checks.add(disk());
        checks.add(database());
        checks.add(terminal(console));
        checks.add(sandbox());
        Models.in(Path.of("")).providers().stream().map(DoctorCommand::provider).forEach(checks::add);
        boolean bad = checks.stream().anyMatch(c -> c.state() == State.BAD);
        console.document(Json.fields()
                .with("healthy", !bad)
                .with(
                        "checks",
                        checks.stream()
                                .map(c -> Json.fields()
                                        .with("name", c.name())
                                        .with("state", c.state().name().toLowerCase(java.util.Locale.ROOT))
                                        .with("text", c.text()))
                                .toList())
                .toString());
        for (Check check : checks) {
            String mark = switch (check.state()) {
                case OK -> console.styled(Console.Style.GOOD, "ok  ");
                case NOTE -> console.styled(Console.Style.WARN, "note");
                case BAD -> console.styled(Console.Style.BAD, "BAD ");
            };
            console.line("%s  %-10s %s".formatted(mark, check.name(), check.text()));
        }
        return bad ? Exit.UNEXPECTED : Exit.OK;
    }

    private static Check memory() {
        long most = Runtime.getRuntime().maxMemory() >> 20;
        return new Check(
                "memory",
                most < 256 ? State.NOTE : State.OK,
                "%,d MiB for Java, %d processors"
                        .formatted(most, Runtime.getRuntime().availableProcessors()));
    }

    private static Check disk() {
        Path here = Path.of("").toAbsolutePath();
        try {
            long free = Files.getFileStore(here).getUsableSpace();
            boolean writable = Files.isWritable(here);
            return new Check(
                    "disk",
                    !writable ? State.NOTE : free < LEAST_DISK ? State.BAD : State.OK,
                    "%,d MiB free%s"
                            .formatted(
                                    free >> 20,
                                    writable
                                            ? ""
                                            : "; this folder is read-only: give 'agon run' a database elsewhere with"
                                                    + " --store"));
        } catch (IOException e) {
            return new Check("disk", State.BAD, "cannot be asked: " + e);
        }
    }

    private static Check database() {
        Path file = null;
        try {
            file = Files.createTempDirectory("agon-doctor").resolve("agon.db");
            try (Store store = SqliteStore.open(file)) {
                return new Check(
                        "database",
                        State.OK,
                        "SQLite works (%d runs in a new one)"
                                .formatted(store.runs().size()));
            }
        } catch (IOException | StoreException e) {
            return new Check("database", State.BAD, String.valueOf(e.getMessage()));
        } finally {
            if (file != null) {
                delete(file.getParent());
            }
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Left for the system to sweep: it is in the temporary folder.
        }
    }

    /** Only improvements of Java need one. */
    private static Check sandbox() throws InterruptedException {
        try {
            return new Check(
                    "sandbox",
                    State.OK,
                    "%s works: Java of candidates can be run"
                            .formatted(Sandbox.find().name()));
        } catch (IllegalStateException | UncheckedIOException e) {
            return new Check("sandbox", State.NOTE, String.valueOf(e.getMessage()));
        }
    }

    /** A key is present or not; it is never shown. */
    private static Check provider(Models.Provider provider) {
        String host = provider.host().map(it -> "at " + it).orElse("needs a base URL");
        String key = provider.keyVariables().isEmpty()
                ? "needs no key"
                : provider.keyPresent()
                        ? "key present"
                        : "no key: set %s, or put it into .env".formatted(String.join(" or ", provider.keyVariables()));
        return new Check(provider.name(), provider.ready() ? State.OK : State.NOTE, key + ", " + host);
    }

    private static Check terminal(Console console) {
        return new Check(
                "terminal",
                console.unicodeOnErr() ? State.OK : State.NOTE,
                "%s, colours %s, %s"
                        .formatted(
                                console.live() ? "live display" : "plain lines",
                                console.colourOnErr() ? "on" : "off",
                                console.unicodeOnErr()
                                        ? "Unicode"
                                        : "plain ASCII because of the locale; LC_ALL=C.UTF-8 changes that"));
    }
}
