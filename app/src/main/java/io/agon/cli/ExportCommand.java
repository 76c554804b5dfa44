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
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code agon export}: the comparisons of a run, or the lineage of an improvement, for other programs. */
@Command(
        name = "export",
        description = "Writes the comparisons of a run in arena form (model_a, model_b, winner), or the lineage of an"
                + " improvement, one artifact a line.",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  agon export examples/inventory | head",
            "  agon export examples/inventory 251121-101500 --as csv,jsonl --out results",
            "  agon export improved --as dot"
        })
final class ExportCommand implements Callable<Integer> {

    private static final List<String> FORMS = List.of("csv", "jsonl");
    private static final List<String> LINEAGE_FORMS = List.of("csv", "jsonl", "dot");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(
            names = "--as",
            split = ",",
            paramLabel = "FORM",
            defaultValue = "csv",
            description = "csv, jsonl; of an improvement also dot (Graphviz). Default: csv.")
    List<String> forms = List.of("csv");

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Write files agon-RUN.FORM or agon-lineage.FORM there. Default: one form goes to standard output,"
                            + " several to files in the current folder.")
    @Nullable
    Path folder;

    @Mixin
    RunOption chosen = new RunOption();

    @Override
    public Integer call() throws IOException {
        Optional<StoredImprovement> improvement = StoredImprovement.of(chosen.named);
        List<String> known = improvement.isPresent() ? LINEAGE_FORMS : FORMS;
        for (String form : forms) {
            if (!known.contains(form)) {
                throw new UsageException("'%s' is not a form of export. The forms are: %s."
                        .formatted(Console.harmless(form), String.join(", ", known)));
            }
        }
        if (improvement.isPresent()) {
            var export = new LineageExport(improvement.get().lineage());
            export("agon-lineage", (form, out) -> export.write(form, out));
            return Exit.OK;
        }
        try (Store store = chosen.open()) {
            RunRecord record = chosen.run(store);
            export("agon-" + record.id(), (form, out) -> write(store, record, form, out));
        }
        return Exit.OK;
    }

    private interface Writing {
        void write(String form, Appendable out) throws IOException;
    }

    private void export(String name, Writing writing) throws IOException {
        Console console = main.console();
        if (folder == null && forms.size() == 1 && !console.json()) {
            Writer out = console.data();
            writing.write(forms.getFirst(), out);
            out.flush();
            return;
        }
        Path target = folder == null ? Path.of(".") : folder;
        Files.createDirectories(target);
        List<String> files = new ArrayList<>();
        for (String form : forms) {
            Path file = target.resolve(name + "." + form);
            try (Writer out = Files.newBufferedWriter(file)) {
                writing.write(form, out);
            }
            files.add(file.toString());
            console.line("written: " + file);
        }
        console.document(Json.fields()
                .with("run", name.replaceFirst("^agon-", ""))
                .with("files", files)
                .toString());
    }

    private static void write(Store store, RunRecord record, String form, Appendable out) throws IOException {
        if (form.equals("csv")) {
            ArenaExport.csv(store, record, out);
        } else {
            ArenaExport.jsonl(store, record, out);
        }
    }
}
