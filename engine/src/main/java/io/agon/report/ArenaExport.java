package io.agon.report;

import io.agon.preference.Outcome;
import io.agon.store.RunRecord;
import io.agon.store.Store;
import io.agon.store.StoredDuel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The comparisons of a run in arena form: {@code index,model_a,model_b,winner,item,value,reason}, winner one of
 * {@code model_a}, {@code model_b}, {@code tie} and {@code missing}. A graded outcome is won by the side it prefers;
 * its value, in [0, 1] from the side of {@code model_a}, says how much. Duels that have no outcome yet are left out.
 */
public final class ArenaExport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArenaExport() {}

    /** As CSV with a header line (RFC 4180, newline-terminated); cells that a spreadsheet would run are neutralised. */
    public static void csv(Store store, RunRecord run, Appendable out) throws IOException {
        out.append("index,model_a,model_b,winner,item,value,reason\n");
        forEach(store, run, (duel, outcome) -> {
            out.append(Long.toString(duel.index())).append(',');
            out.append(cell(run.policies().get(duel.duel().first()))).append(',');
            out.append(cell(run.policies().get(duel.duel().second()))).append(',');
            out.append(winner(outcome)).append(',');
            out.append(cell(duel.query())).append(',');
            out.append(outcome instanceof Outcome.Missing ? "" : Double.toString(outcome.value()))
                    .append(',');
            out.append(outcome instanceof Outcome.Missing missing ? cell(missing.reason()) : "");
            out.append('\n');
        });
    }

    /** As JSON lines with the same fields. */
    public static void jsonl(Store store, RunRecord run, Appendable out) throws IOException {
        forEach(store, run, (duel, outcome) -> {
            ObjectNode json = JSON.createObjectNode();
            json.put("index", duel.index());
            json.put("model_a", run.policies().get(duel.duel().first()));
            json.put("model_b", run.policies().get(duel.duel().second()));
            json.put("winner", winner(outcome));
            json.put("item", duel.query());
            json.put("value", outcome instanceof Outcome.Missing ? null : (Double) outcome.value());
            json.put("reason", outcome instanceof Outcome.Missing missing ? missing.reason() : null);
            out.append(PlainText.json(json.toString())).append('\n');
        });
    }

    private interface Line {
        void write(StoredDuel duel, Outcome outcome) throws IOException;
    }

    private static void forEach(Store store, RunRecord run, Line line) throws IOException {
        try {
            store.forEachDuel(run.id(), duel -> {
                Outcome outcome = duel.outcome();
                if (outcome != null) {
                    try {
                        line.write(duel, outcome);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String winner(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Missing missing -> "missing";
            default -> outcome.value() > 0.5 ? "model_a" : outcome.value() < 0.5 ? "model_b" : "tie";
        };
    }

    /**
     * Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe in front, and what a
     * terminal would act on becomes U+FFFD.
     */
    public static String cell(@Nullable String text) {
        String cell = text == null ? "" : PlainText.cell(text);
        if (!cell.isEmpty() && "=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(0)) >= 0) {
            cell = "'" + cell;
        }
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
