package io.agon.report;

import io.agon.experiment.RunResult;

/** A result as one JSON document: what {@code run --json} and {@code show --json} print. */
public final class JsonReport {

    private JsonReport() {}

    /** One line of JSON, without a newline. */
    public static String of(RunResult result) {
        throw new UnsupportedOperationException(result.run());
    }
}
