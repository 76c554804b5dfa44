package io.agon.report;

import io.agon.store.RunRecord;
import io.agon.store.Store;
import java.io.IOException;

/**
 * The comparisons of a run in arena form: {@code index,model_a,model_b,winner,item,value,reason}, winner one of {@code
 * model_a}, {@code model_b}, {@code tie} and {@code missing}.
 */
public final class ArenaExport {

    private ArenaExport() {}

    /** As CSV with a header line (RFC 4180, newline-terminated); cells that a spreadsheet would run are neutralised. */
    public static void csv(Store store, RunRecord run, Appendable out) throws IOException {
        throw new UnsupportedOperationException(store + " " + run + " " + out);
    }

    /** As JSON lines with the same fields. */
    public static void jsonl(Store store, RunRecord run, Appendable out) throws IOException {
        throw new UnsupportedOperationException(store + " " + run + " " + out);
    }
}
