package io.agon.model.telemetry;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.model.Decoding;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Reply;
import io.agon.model.Request;
import io.agon.model.Secrets;
import io.agon.model.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObservedModelTest {

    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private static final String KEY = "sk-Sentinel-Of-Telemetry";
    private static final Request REQUEST = Request.of(
            List.of(Message.user("The question with " + KEY)), new Decoding(0.5, 0.9, 40, 77, List.of("END")));

    @Test
    void reply_isASpanAndItsMeasures() throws Exception {
        observed(null, false).complete(REQUEST, 1, "k");

        SpanData span = TELEMETRY.getSpans().getFirst();
        assertThat(span).hasName("chat gpt-test").hasKind(SpanKind.CLIENT);
        assertThat(span.getAttributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "gpt-test")
                .containsEntry("gen_ai.request.temperature", 0.5)
                .containsEntry("gen_ai.request.top_p", 0.9)
                .containsEntry("gen_ai.request.max_tokens", 77)
                .containsEntry("gen_ai.response.model", "gpt-test-1")
                .containsEntry("gen_ai.usage.input_tokens", 10)
                .containsEntry("gen_ai.usage.output_tokens", 3)
                .containsEntry("server.address", "api.test")
                .containsEntry(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of("stop"));
        assertThat(span.toString()).doesNotContain("question").doesNotContain("The answer");
        assertThat(TELEMETRY.getMetrics())
                .anySatisfy(metric -> assertThat(metric)
                        .hasName("gen_ai.client.operation.duration")
                        .hasUnit("s")
                        .hasHistogramSatisfying(histogram -> histogram.hasPointsSatisfying(point -> point.hasCount(1))))
                .anySatisfy(metric -> assertThat(metric)
                        .hasName("gen_ai.client.token.usage")
                        .hasHistogramSatisfying(histogram -> histogram.hasPointsSatisfying(
                                point -> point.hasSum(10)
                                        .hasAttributesSatisfying(
                                                it -> assertThat(it).containsEntry("gen_ai.token.type", "input")),
                                point -> point.hasSum(3)
                                        .hasAttributesSatisfying(
                                                it -> assertThat(it).containsEntry("gen_ai.token.type", "output")))));
    }

    @Test
    void fault_isAnErrorOfFewTypes() {
        Model model = observed(new ModelException(new Fault.Unavailable(503, Optional.empty()), "busy"), false);

        assertThatThrownBy(() -> model.complete(REQUEST, 1, "k")).isInstanceOf(ModelException.class);

        SpanData span = TELEMETRY.getSpans().getFirst();
        assertThat(span.getAttributes()).containsEntry("error.type", "503");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void contents_comeInOnlyWhenAsked_withoutKeys() throws Exception {
        Secrets.register(KEY);

        observed(null, true).complete(REQUEST, 1, "k");

        SpanData span = TELEMETRY.getSpans().getFirst();
        assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.input.messages")))
                .contains("The question with [secret]");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.output.messages")))
                .contains("The answer");
        assertThat(span.toString()).doesNotContain(KEY);
    }

    private static Model observed(@Nullable ModelException failure, boolean contents) {
        return new ObservedModel(
                new Model() {
                    @Override
                    public ModelId id() {
                        return new ModelId("openai", "gpt-test");
                    }

                    @Override
                    public Reply complete(Request request, long seed, String key) throws ModelException {
                        if (failure != null) {
                            throw failure;
                        }
                        return new Reply(
                                "The answer",
                                Reply.Finish.STOP,
                                Optional.of(new Usage(10, 0, 3)),
                                "gpt-test-1",
                                Optional.empty());
                    }
                },
                "api.test",
                -1,
                contents,
                TELEMETRY.getOpenTelemetry());
    }
}
