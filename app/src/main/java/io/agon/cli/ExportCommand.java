package io.agon.cli;

import io.agon.report.ArenaExport;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code agon export}: the comparisons of a run for other programs. */
@Command(
        name = "export",
        description = "Writes the comparisons of a run in arena form: model_a, model_b, winner.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  agon export examples/inventory | head",
            "  agon export examples/inventory 251121-101500 --as csv,jsonl --out results"
        })
final class ExportCommand implements Callable<Integer> {

    private static final Set<String> FORMS = Set.of("csv", "jsonl");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(
            names = "--as",
            split = ",",
            paramLabel = "FORM",
            defaultValue = "csv",
            description = "csv, jsonl. Default: csv.")
    List<String> forms = List.of("csv");

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Write files agon-RUN.FORM there. Default: one form goes to standard output, several to files in"
                            + " the current folder.")
    @Nullable
    Path folder;

    @Mixin
    RunOption chosen = new RunOption();

    @Override
    public Integer call() throws IOException {
        for (String form : forms) {
            if (!FORMS.contains(form)) {
                throw new UsageException("'%s' is not a form of export. The forms are: csv, jsonl.".formatted(form));
            }
        }
        Console console = main.console();
        try (Store store = chosen.open()) {
            RunRecord record = chosen.run(store);
            if (folder == null && forms.size() == 1 && !console.json()) {
                Writer out = console.data();
                write(store, record, forms.getFirst(), out);
                out.flush();
                return Exit.OK;
            }
            Path target = folder == null ? Path.of(".") : folder;
            Files.createDirectories(target);
            List<String> files = new ArrayList<>();
            for (String form : forms) {
                Path file = target.resolve("agon-" + record.id() + "." + form);
                try (Writer out = Files.newBufferedWriter(file)) {
                    write(store, record, form, out);
                }
                files.add(file.toString());
                console.line("written: " + file);
            }
            console.document(
                    Json.fields().with("run", record.id()).with("files", files).toString());
        }
        return Exit.OK;
    }

    private static void write(Store store, RunRecord record, String form, Appendable out) throws IOException {
        if (form.equals("csv")) {
            ArenaExport.csv(store, record, out);
        } else {
            ArenaExport.jsonl(store, record, out);
        }
    }
}
