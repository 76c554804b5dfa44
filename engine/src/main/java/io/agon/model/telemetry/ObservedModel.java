package io.agon.model.telemetry;

import io.agon.model.Decoding;
import io.agon.model.Fault;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.Secrets;
import io.agon.model.Usage;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model whose tries are seen by OpenTelemetry: a span {@code chat MODEL} for each, its time and its tokens.
 *
 * <p>Guarantee: what is asked and replied stays out unless {@value #CAPTURE} is {@code true}, and keys stay out always.
 *
 * <p>Source: OpenTelemetry semantic conventions for generative AI, client spans and metrics.
 */
public final class ObservedModel implements Model {

    /** The variable that lets contents in. */
    public static final String CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    private static final String SCOPE = "io.agon";
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<List<String>> FINISH =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

    /** The conventions' names for providers, where ours differ. */
    private static final Map<String, String> NAMES = Map.of(
            "gemini", "gcp.gemini",
            "google", "gcp.gemini",
            "mistral", "mistral_ai",
            "azure", "azure.ai.openai",
            "xai", "x_ai");

    private final Model model;
    private final String address;
    private final int port;
    private final boolean contents;
    private final Tracer tracer;
    private final DoubleHistogram seconds;
    private final LongHistogram tokens;

    /**
     * Seen by whatever this process has set up; nothing happens when it has not.
     *
     * @param address host of the server
     * @param port of it; -1 for that of the scheme
     * @param contents whether messages and replies are recorded
     */
    public ObservedModel(Model model, String address, int port, boolean contents) {
        this(model, address, port, contents, GlobalOpenTelemetry.getOrNoop());
    }

    ObservedModel(Model model, String address, int port, boolean contents, OpenTelemetry telemetry) {
        this.model = model;
        this.address = address;
        this.port = port;
        this.contents = contents;
        this.tracer = telemetry.getTracer(SCOPE);
        this.seconds = telemetry
                .getMeter(SCOPE)
                .histogramBuilder("gen_ai.client.operation.duration")
                .setUnit("s")
                .setDescription("GenAI operation duration.")
                .setExplicitBucketBoundariesAdvice(
                        List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92))
                .build();
        this.tokens = telemetry
                .getMeter(SCOPE)
                .histogramBuilder("gen_ai.client.token.usage")
                .ofLongs()
                .setUnit("{token}")
                .setDescription("Number of input and output tokens used.")
                .setExplicitBucketBoundariesAdvice(List.of(
                        1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L, 16777216L,
                        67108864L))
                .build();
    }

    @Override
    public ModelId id() {
        return model.id();
    }

    @Override
    public String identity() {
        return model.identity();
    }

    @Override
    public Reply complete(Request request, long seed, String key) throws ModelException, InterruptedException {
        Span span = tracer.spanBuilder("chat " + id().name())
                .setSpanKind(SpanKind.CLIENT)
                .setAllAttributes(common().build())
                .startSpan();
        describe(span, request);
        AttributesBuilder measured = common();
        long start = System.nanoTime();
        try (Scope scope = span.makeCurrent()) {
            Reply reply = model.complete(request, seed, key);
            measured.put(RESPONSE_MODEL, Secrets.redact(reply.served()));
            replied(span, reply, measured.build());
            return reply;
        } catch (ModelException e) {
            String type = type(e.fault());
            measured.put(ERROR, type);
            span.setAttribute(ERROR, type).setStatus(StatusCode.ERROR, e.fault().words());
            e.usage().ifPresent(it -> used(span, it, measured.build()));
            throw e;
        } catch (InterruptedException e) {
            measured.put(ERROR, "cancelled");
            span.setAttribute(ERROR, "cancelled").setStatus(StatusCode.ERROR, "cancelled");
            throw e;
        } finally {
            seconds.record((System.nanoTime() - start) / 1e9, measured.build());
            span.end();
        }
    }

    private AttributesBuilder common() {
        AttributesBuilder attributes = Attributes.builder()
                .put(OPERATION, "chat")
                .put(PROVIDER, NAMES.getOrDefault(id().provider(), id().provider()))
                .put(REQUEST_MODEL, id().name())
                .put(ADDRESS, address);
        return port < 0 ? attributes : attributes.put(PORT, (long) port);
    }

    private void describe(Span span, Request request) {
        if (!span.isRecording()) {
            return;
        }
        Decoding decoding = request.decoding();
        span.setAttribute("gen_ai.request.max_tokens", decoding.maxTokens());
        Optional.ofNullable(decoding.temperature())
                .ifPresent(it -> span.setAttribute("gen_ai.request.temperature", it));
        Optional.ofNullable(decoding.topP()).ifPresent(it -> span.setAttribute("gen_ai.request.top_p", it));
        Optional.ofNullable(decoding.topK()).ifPresent(it -> span.setAttribute("gen_ai.request.top_k", (double) it));
        if (!decoding.stop().isEmpty()) {
            span.setAttribute(AttributeKey.stringArrayKey("gen_ai.request.stop_sequences"), decoding.stop());
        }
        if (contents) {
            List<Object> messages = new ArrayList<>();
            request.messages()
                    .forEach(it -> messages.add(message(it.role().name().toLowerCase(Locale.ROOT), it.text())));
            span.setAttribute("gen_ai.input.messages", Secrets.redact(JSON.writeValueAsString(messages)));
        }
    }

    private void replied(Span span, Reply reply, Attributes measured) {
        span.setAttribute(RESPONSE_MODEL, Secrets.redact(reply.served()));
        span.setAttribute(FINISH, List.of(reply.finish().name().toLowerCase(Locale.ROOT)));
        reply.usage().ifPresent(it -> used(span, it, measured));
        if (contents && span.isRecording()) {
            span.setAttribute(
                    "gen_ai.output.messages",
                    Secrets.redact(JSON.writeValueAsString(List.of(message("assistant", reply.text())))));
        }
    }

    private void used(Span span, Usage usage, Attributes measured) {
        span.setAttribute(INPUT, usage.input());
        span.setAttribute(OUTPUT, usage.output());
        tokens.record(
                usage.input(), measured.toBuilder().put(TOKEN_TYPE, "input").build());
        tokens.record(
                usage.output(), measured.toBuilder().put(TOKEN_TYPE, "output").build());
    }

    private static Map<String, Object> message(String role, String text) {
        return Map.of("role", role, "parts", List.of(Map.of("type", "text", "content", text)));
    }

    /** Few values, as a metric needs: the status of HTTP, or the kind of fault. */
    private static String type(Fault fault) {
        return switch (fault) {
            case Fault.Limited limited -> "429";
            case Fault.Unavailable unavailable -> Integer.toString(unavailable.status());
            case Fault.Rejected rejected -> rejected.status() == 0 ? "rejected" : Integer.toString(rejected.status());
            case Fault.TimedOut timedOut -> "timeout";
            case Fault.Disconnected disconnected -> "connection";
            case Fault.Malformed malformed -> "malformed";
            case Fault.Unusable unusable -> "unusable";
            case Fault.Refused refused -> "refused";
            case Fault.Resting resting -> "resting";
        };
    }
}
