package io.agon.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@link FaultServer} does with one request. Begin with one of the factories and vary:
 * {@code FaultAnswer.text("hi").after(Duration.ofMillis(50))}, {@code FaultAnswer.status(429).header("Retry-After",
 * "1")}.
 *
 * @param status of HTTP
 * @param headers beside content type and length
 * @param delay before the first byte
 * @param manner of sending
 * @param cutAfter bytes of the body, for {@link Manner#CUT}
 * @param pace between two bytes, for {@link Manner#TRICKLE}
 * @param content of the body, made for the request, so that one answer serves every protocol
 */
public record FaultAnswer(
        int status,
        Map<String, String> headers,
        Duration delay,
        Manner manner,
        int cutAfter,
        Duration pace,
        Function<FaultServer.Ask, byte[]> content) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** How an answer is sent. */
    public enum Manner {
        /** As it should be. */
        SEND,
        /** Never. */
        HANG,
        /** The connection is reset. */
        RESET,
        /** The length is promised, the connection closed early. */
        CUT,
        /** One byte at a time. */
        TRICKLE
    }

    public FaultAnswer {
        headers = Map.copyOf(headers);
    }

    private static FaultAnswer of(int status, Map<String, String> headers, Function<FaultServer.Ask, byte[]> content) {
        return new FaultAnswer(status, headers, Duration.ZERO, Manner.SEND, 0, Duration.ZERO, content);
    }

    private static FaultAnswer json(int status, Function<FaultServer.Ask, Object> body) {
        return of(status, Map.of("Content-Type", "application/json"), ask -> JSON.writeValueAsBytes(body.apply(ask)));
    }

    /** A good reply with this text and token counts, in the protocol of the request. */
    public static FaultAnswer text(String text) {
        return text(ask -> text);
    }

    /** A good reply whose text depends on the request. */
    public static FaultAnswer text(Function<FaultServer.Ask, String> text) {
        return json(200, ask -> Protocol.of(ask).reply(ask, text.apply(ask), "stop"));
    }

    /** A reply with this text that ended for this reason, in the words of OpenAI: stop, length, content_filter. */
    public static FaultAnswer finished(String text, String reason) {
        return json(200, ask -> Protocol.of(ask).reply(ask, text, reason));
    }

    /** A refusal as OpenAI writes it: a message with {@code refusal} and no content. */
    public static FaultAnswer refusal(String words) {
        return json(200, ask -> Protocol.openai(ask, null, words, "stop"));
    }

    /** A reply without choices. */
    public static FaultAnswer noChoices() {
        return json(200, ask -> Protocol.withoutChoices(ask));
    }

    /** A reply without token counts, as OpenAI writes it. */
    public static FaultAnswer withoutUsage(String text) {
        return json(200, ask -> Protocol.withoutUsage(Protocol.openai(ask, text, null, "stop")));
    }

    /** An error with a body in the manner of OpenAI. */
    public static FaultAnswer status(int status) {
        return error(status, "The server says " + status);
    }

    /** An error with this message. */
    public static FaultAnswer error(int status, String message) {
        return json(status, ask -> Map.of("error", Map.of("message", message, "type", "error", "code", "error")));
    }

    /** An error that echoes the credentials of the request. */
    public static FaultAnswer echo(int status) {
        return json(status, ask -> Map.of("error", Map.of("message", "You sent " + ask.headers(), "type", "error")));
    }

    /** To another place. */
    public static FaultAnswer redirect(int status, String location) {
        return status(status).header("Location", location);
    }

    /** Whatever is given, with status 200. */
    public static FaultAnswer raw(String contentType, byte[] body) {
        return of(200, Map.of("Content-Type", contentType), ask -> body);
    }

    /** Never an answer. */
    public static FaultAnswer hang() {
        return status(200).in(Manner.HANG);
    }

    /** A connection that is reset after the request was read. */
    public static FaultAnswer reset() {
        return status(200).in(Manner.RESET);
    }

    /** The same with another body. */
    public FaultAnswer body(String contentType, String body) {
        return new FaultAnswer(
                        status, headers, delay, manner, cutAfter, pace, ask -> body.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", contentType);
    }

    /** The same with a header more. */
    public FaultAnswer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FaultAnswer(status, more, delay, manner, cutAfter, pace, content);
    }

    /** The same, later. */
    public FaultAnswer after(Duration longer) {
        return new FaultAnswer(status, headers, longer, manner, cutAfter, pace, content);
    }

    /** The same, cut off after so many bytes of the body. */
    public FaultAnswer cutAfter(int bytes) {
        return new FaultAnswer(status, headers, delay, Manner.CUT, bytes, pace, content);
    }

    /** The same, one byte at a time. */
    public FaultAnswer trickling(Duration betweenBytes) {
        return new FaultAnswer(status, headers, delay, Manner.TRICKLE, cutAfter, betweenBytes, content);
    }

    private FaultAnswer in(Manner other) {
        return new FaultAnswer(status, headers, delay, other, cutAfter, pace, content);
    }

    byte[] bytes(FaultServer.Ask ask) {
        return content.apply(ask);
    }

    byte[] head(int length) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 %d Status\r\nContent-Length: %d\r\n".formatted(status, length));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The shapes of replies. */
    private enum Protocol {
        OPENAI,
        ANTHROPIC,
        GEMINI,
        OLLAMA;

        static Protocol of(FaultServer.Ask ask) {
            if (ask.path().contains("/messages")) {
                return ANTHROPIC;
            }
            if (ask.path().contains(":generateContent")) {
                return GEMINI;
            }
            return ask.path().startsWith("/api/chat") ? OLLAMA : OPENAI;
        }

        Object reply(FaultServer.Ask ask, String text, String reason) {
            return switch (this) {
                case OPENAI -> openai(ask, text, null, reason);
                case ANTHROPIC ->
                    Map.of(
                            "id",
                            "msg_1",
                            "type",
                            "message",
                            "role",
                            "assistant",
                            "model",
                            ask.model() + "-served",
                            "content",
                            List.of(Map.of("type", "text", "text", text)),
                            "stop_reason",
                            anthropic(reason),
                            "usage",
                            Map.of("input_tokens", input(ask), "output_tokens", output(text)));
                case GEMINI ->
                    Map.of(
                            "candidates",
                            List.of(Map.of(
                                    "content", Map.of("role", "model", "parts", List.of(Map.of("text", text))),
                                    "finishReason", gemini(reason),
                                    "index", 0)),
                            "usageMetadata",
                            Map.of(
                                    "promptTokenCount", input(ask),
                                    "candidatesTokenCount", output(text),
                                    "totalTokenCount", input(ask) + output(text)),
                            "modelVersion",
                            ask.model() + "-served");
                case OLLAMA ->
                    Map.of(
                            "model",
                            ask.model() + "-served",
                            "created_at",
                            "2026-01-01T00:00:00Z",
                            "message",
                            Map.of("role", "assistant", "content", text),
                            "done",
                            true,
                            "done_reason",
                            reason,
                            "prompt_eval_count",
                            input(ask),
                            "eval_count",
                            output(text));
            };
        }

        static Map<String, Object> openai(
                FaultServer.Ask ask,
                @org.jspecify.annotations.Nullable String text,
                @org.jspecify.annotations.Nullable String refusal,
                String reason) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("role", "assistant");
            message.put("content", text);
            message.put("refusal", refusal);
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("index", 0);
            choice.put("message", message);
            choice.put("finish_reason", reason);
            Map<String, Object> reply = withoutChoices(ask);
            reply.put("choices", List.of(choice));
            String said = text == null ? refusal : text;
            reply.put("usage", usage(ask, said == null ? "" : said));
            return reply;
        }

        static Map<String, Object> withoutChoices(FaultServer.Ask ask) {
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("id", "chatcmpl-1");
            reply.put("object", "chat.completion");
            reply.put("created", 1_700_000_000);
            reply.put("model", ask.model() + "-served");
            reply.put("system_fingerprint", "fp_1");
            reply.put("choices", List.of());
            reply.put("usage", usage(ask, ""));
            return reply;
        }

        static Map<String, Object> withoutUsage(Map<String, Object> reply) {
            reply.remove("usage");
            return reply;
        }

        private static Map<String, Object> usage(FaultServer.Ask ask, String text) {
            return Map.of(
                    "prompt_tokens", input(ask),
                    "completion_tokens", output(text),
                    "total_tokens", input(ask) + output(text),
                    "prompt_tokens_details", Map.of("cached_tokens", input(ask) / 2));
        }

        private static int input(FaultServer.Ask ask) {
            return 1 + ask.prompt().length() / 4;
        }

        private static int output(String text) {
            return 1 + text.length() / 4;
        }

        private static String anthropic(String reason) {
            return switch (reason) {
                case "stop" -> "end_turn";
                case "length" -> "max_tokens";
                case "content_filter" -> "refusal";
                default -> reason;
            };
        }

        private static String gemini(String reason) {
            return switch (reason) {
                case "length" -> "MAX_TOKENS";
                case "content_filter" -> "SAFETY";
                default -> "STOP";
            };
        }
    }
}
