package io.agon.cli;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Spans and metrics, for those who ask for them: nothing is sent unless OpenTelemetry's own variables name a place. */
final class Telemetry {

    private Telemetry() {}

    /** Starts OpenTelemetry when {@code environment} configures an exporter; it is flushed when the process ends. */
    static void start(Map<String, String> environment) {
        boolean wanted = environment.containsKey("OTEL_TRACES_EXPORTER")
                || environment.containsKey("OTEL_METRICS_EXPORTER")
                || environment.keySet().stream().anyMatch(name -> name.startsWith("OTEL_EXPORTER_OTLP_"));
        if (!wanted || Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED"))) {
            return;
        }
        var sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", "agon",
                        "otel.logs.exporter", "none",
                        "otel.exporter.otlp.protocol", "http/protobuf"))
                .disableShutdownHook()
                .setResultAsGlobal()
                .build()
                .getOpenTelemetrySdk();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sdk.shutdown().join(5, TimeUnit.SECONDS)));
    }
}
