package io.agon.model.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Reply;
import io.agon.model.Request;
import java.util.Map;
import java.util.Optional;

/** A model of a vendor, asked through LangChain4j. */
final class HostedModel implements Model {

    private final ModelId id;
    private final ModelOptions options;
    private final Vendor.Site site;
    private final ChatModel chat;
    private final Dialect dialect;

    HostedModel(ModelId id, ModelOptions options, Vendor.Site site) {
        this.id = id;
        this.options = options;
        this.site = site;
        this.chat = ChatModels.open(id, site);
        this.dialect = new Dialect(id, site, options.parameters());
    }

    @Override
    public ModelId id() {
        return id;
    }

    @Override
    public String identity() {
        return "%s at %s with %s".formatted(id, site.base(), new java.util.TreeMap<>(options.parameters()));
    }

    @Override
    public Reply complete(Request request, long seed, String key) throws ModelException, InterruptedException {
        Exchange exchange = new Exchange(headers(key), dialect.additions(request, seed), options.timeout(), site);
        try {
            ChatRequest asked = ChatRequest.builder()
                    .messages(request.messages().stream()
                            .map(HostedModel::message)
                            .toList())
                    .parameters(dialect.parameters(request))
                    .build();
            return reply(exchange.during(() -> chat.chat(asked)), exchange);
        } catch (RuntimeException e) {
            throw failure(e, exchange);
        }
    }

    private Map<String, String> headers(String key) {
        Map<String, String> headers = new java.util.TreeMap<>();
        String printable = key.replaceAll("[^\\x21-\\x7e]", "_");
        if (!printable.isEmpty()) {
            headers.put("Idempotency-Key", printable);
        }
        site.key().ifPresent(secret -> {
            if (site.vendor().protocol() == Vendor.Protocol.AZURE) {
                headers.put("api-key", secret);
            }
        });
        return headers;
    }

    private static ChatMessage message(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private Reply reply(ChatResponse response, Exchange exchange) throws ModelException {
        ReplyBody body = exchange.reply();
        if (body == null) {
            throw new IllegalStateException("LangChain4j replied without asking.");
        }
        Reply.Finish finish = body.finish();
        if (finish == Reply.Finish.REFUSED) {
            throw refused(body);
        }
        String text =
                Optional.ofNullable(response.aiMessage()).map(AiMessage::text).orElse("");
        if (text.isEmpty()) {
            String why = finish == Reply.Finish.LENGTH
                    ? "max_tokens was reached before any text; a model that reasons needs more"
                    : "the reply has no text";
            throw ModelException.answered(new Fault.Unusable(), why, body.usage());
        }
        return new Reply(text, finish, body.usage(), body.served().orElse(id.name()), body.fingerprint());
    }

    private ModelException refused(ReplyBody body) {
        String words = body.refusal().map(Faults::clean).orElseGet(() -> Faults.clean(body.reason()));
        return ModelException.answered(new Fault.Refused(), words, body.usage());
    }

    private ModelException failure(RuntimeException failure, Exchange exchange) throws InterruptedException {
        TransportException transport = TransportException.in(failure);
        if (transport != null) {
            ModelException fault = transport.fault();
            if (fault == null) {
                throw new InterruptedException();
            }
            return fault;
        }
        ReplyBody body = exchange.reply();
        if (body == null) {
            String detail = "the request cannot be written: "
                    + Faults.clean(Optional.ofNullable(failure.getMessage()).orElse("no reason given"));
            return new ModelException(new Fault.Rejected(0), detail); // its cause might quote a key
        }
        if (failure instanceof ContentFilteredException || body.finish() == Reply.Finish.REFUSED) {
            return refused(body);
        }
        return body.hasChoice()
                ? new ModelException(new Fault.Malformed(), "%s sent an unknown form of reply".formatted(site.host()))
                : ModelException.answered(new Fault.Unusable(), "the reply holds no choice", body.usage());
    }
}
