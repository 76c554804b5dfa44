package io.agon.model.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.budget.Allotment;
import io.agon.model.Call;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.Fault;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.model.Limits;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import io.agon.model.Price;
import io.agon.model.Reply;
import io.agon.model.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each provider: what it is sent, and what is read from its reply. */
class ModelsTest {

    private static final String KEY = "key-of-this-test-42";
    private static final String SCHEMA = """
        {"type":"object","properties":{"winner":{"type":"string"}},"required":["winner"],"additionalProperties":false}\
        """;
    private static final Request REQUEST = new Request(
            List.of(
                    Message.system("Be brief."),
                    Message.user("One?"),
                    Message.assistant("Two."),
                    Message.user("Three?")),
            new Decoding(0.5, 0.9, 40, 77, List.of("END")),
            Optional.of(SCHEMA));

    private final FaultServer server = FaultServer.start(ask -> FaultAnswer.text("four"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void openai_compatible() throws Exception {
        JsonNode sent = ask("openai:gpt-4o-mini", Map.of("min_p", 0.05, "seed", "per-call"), "OPENAI_API_KEY");

        assertThat(path()).isEqualTo("/v1/chat/completions");
        assertThat(header("authorization")).isEqualTo("Bearer " + KEY);
        assertThat(sent.path("model").asString()).isEqualTo("gpt-4o-mini");
        assertThat(sent.path("messages").size()).isEqualTo(4);
        assertThat(sent.at("/messages/0/role").asString()).isEqualTo("system");
        assertThat(sent.at("/messages/2/role").asString()).isEqualTo("assistant");
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(sent.path("top_k").asInt()).isEqualTo(40);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(77);
        assertThat(sent.at("/stop/0").asString()).isEqualTo("END");
        assertThat(sent.path("min_p").asDouble()).isEqualTo(0.05);
        assertThat(sent.path("seed").asInt()).isEqualTo(7);
        assertThat(sent.at("/response_format/type").asString()).isEqualTo("json_schema");
        assertThat(sent.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(sent.at("/response_format/json_schema/schema/required/0").asString())
                .isEqualTo("winner");
    }

    @Test
    void reasoningModel_getsCompletionTokens() throws Exception {
        JsonNode sent = ask("openai:gpt-5-mini", Map.of(), "OPENAI_API_KEY");

        assertThat(sent.path("max_completion_tokens").asInt()).isEqualTo(77);
        assertThat(sent.has("max_tokens")).isFalse();
    }

    @Test
    void azure() throws Exception {
        JsonNode sent = ask("azure:my-deployment", Map.of(), "AZURE_OPENAI_API_KEY");

        assertThat(path()).isEqualTo("/openai/v1/chat/completions");
        assertThat(header("api-key")).isEqualTo(KEY);
        assertThat(server.asks().getFirst().headers()).doesNotContainKey("authorization");
        assertThat(sent.path("max_completion_tokens").asInt()).isEqualTo(77);
    }

    @Test
    void anthropic() throws Exception {
        JsonNode sent = ask("anthropic:claude-sonnet-5", Map.of(), "ANTHROPIC_API_KEY");

        assertThat(path()).isEqualTo("/v1/messages");
        assertThat(header("x-api-key")).isEqualTo(KEY);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(77);
        assertThat(sent.path("messages").size()).isEqualTo(3);
        assertThat(sent.toString()).contains("Be brief.", "\"stop_sequences\":[\"END\"]", "\"top_k\":40", "winner");
    }

    @Test
    void gemini() throws Exception {
        JsonNode sent = ask("gemini:gemini-2.5-flash", Map.of("seed", "per-call"), "GEMINI_API_KEY");

        assertThat(path()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(header("x-goog-api-key")).isEqualTo(KEY);
        assertThat(sent.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(77);
        assertThat(sent.at("/generationConfig/topK").asInt()).isEqualTo(40);
        assertThat(sent.at("/generationConfig/seed").asInt()).isEqualTo(7);
        assertThat(sent.at("/generationConfig/responseJsonSchema/required/0").asString())
                .isEqualTo("winner");
    }

    @Test
    void mistral() throws Exception {
        JsonNode sent = ask("mistral:mistral-small-latest", Map.of("random_seed", "per-call"), "MISTRAL_API_KEY");

        assertThat(path()).isEqualTo("/v1/chat/completions");
        assertThat(header("authorization")).isEqualTo("Bearer " + KEY);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(77);
        assertThat(sent.path("random_seed").asInt()).isEqualTo(7);
        assertThat(sent.toString()).contains("json_schema", "winner");
    }

    @Test
    void ollama_isFree_needsNoKey_andHonoursTheSeed() throws Exception {
        JsonNode sent = ask("ollama:llama3.1", Map.of("min_p", 0.05, "think", false), "UNUSED");

        assertThat(path()).isEqualTo("/api/chat");
        assertThat(sent.at("/options/num_predict").asInt()).isEqualTo(77);
        assertThat(sent.at("/options/seed").asInt()).isEqualTo(7);
        assertThat(sent.at("/options/min_p").asDouble()).isEqualTo(0.05);
        assertThat(sent.at("/options/top_k").asInt()).isEqualTo(40);
        assertThat(sent.path("think").asBoolean(true)).isFalse();
        assertThat(sent.at("/format/required/0").asString()).isEqualTo("winner");
        assertThat(models(Map.of())
                        .endpoint(ModelId.parse("ollama:llama3.1"), ModelOptions.in(Path.of("")))
                        .price())
                .contains(Price.FREE);
    }

    @Test
    void missingKey_namesTheVariable_unlessTheServerIsOwn() {
        for (String name : List.of("openai", "anthropic", "gemini", "mistral", "groq", "deepseek", "xai")) {
            assertThatThrownBy(
                            () -> models(Map.of()).endpoint(ModelId.parse(name + ":m"), ModelOptions.in(Path.of(""))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("_API_KEY")
                    .hasMessageContaining(".env");
        }
        assertThatThrownBy(() -> models(Map.of()).endpoint(ModelId.parse("azure:m"), ModelOptions.in(Path.of(""))))
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT");
        assertThat(models(Map.of()).endpoint(ModelId.parse("openai:m"), at(server.baseUrl())))
                .isNotNull();
    }

    @Test
    void localService_isFree_andOneTry() throws Exception {
        ModelProvider local = new ModelProvider() {
            @Override
            public boolean serves(ModelId id) {
                return id.provider().equals("local");
            }

            @Override
            public boolean local() {
                return true;
            }

            @Override
            public Model open(ModelId id, ModelOptions options) {
                return new Model() {
                    @Override
                    public ModelId id() {
                        return id;
                    }

                    @Override
                    public Reply complete(Request request, long seed, String key) throws ModelException {
                        throw new ModelException(new Fault.Malformed(), "out of memory");
                    }
                };
            }
        };
        Models models =
                new Models(Environment.of(Map.of()), PriceTable.standard(), name -> Limits.DEFAULT, List.of(local));
        Endpoint endpoint = models.endpoint(ModelId.parse("local:tiny.gguf"), ModelOptions.in(Path.of("")));

        Call call = endpoint.complete(REQUEST, 7, "k", Allotment.unbounded());

        assertThat(endpoint.price()).contains(Price.FREE);
        assertThat(call.tries()).isEqualTo(1);
        assertThat(models.guards()).isEmpty();
    }

    @Test
    void unknownProvider_isToldTheKnownOnes() {
        assertThatThrownBy(() -> models(Map.of()).endpoint(ModelId.parse("opnai:m"), ModelOptions.in(Path.of(""))))
                .hasMessageContaining("no provider 'opnai'")
                .hasMessageContaining("openai");
    }

    @Test
    void parameterThatBoundsTheCost_isRefused() {
        ModelOptions options = new ModelOptions(
                Path.of(""),
                Optional.of(server.baseUrl()),
                Optional.empty(),
                Duration.ofSeconds(1),
                Map.of("options", Map.of("num_predict", 9)));

        assertThatThrownBy(() -> models(Map.of()).endpoint(ModelId.parse("ollama:m"), options))
                .hasMessageContaining("num_predict");
    }

    @Test
    void usualKey_doesNotTravelInTheClear_beyondThisMachine() {
        Environment environment = Environment.of(Map.of("OPENAI_API_KEY", KEY, "OWN", KEY));
        Vendor openai = Vendor.of("openai").orElseThrow();

        assertThat(openai.site(environment, at("http://gpu.example/v1")).key()).isEmpty();
        assertThat(openai.site(environment, at("https://gpu.example/v1")).key()).contains(KEY);
        assertThat(openai.site(environment, at("http://localhost:8000")).key()).contains(KEY);
        ModelOptions named = new ModelOptions(
                Path.of(""), Optional.of("http://gpu.example/v1"), Optional.of("OWN"), Duration.ofSeconds(1), Map.of());
        assertThat(openai.site(environment, named).key()).contains(KEY);
        assertThat(openai.site(environment, named).toString()).doesNotContain(KEY);
    }

    @Test
    void baseUrls_areCompleted() {
        assertThat(base("ollama", Map.of("OLLAMA_HOST", "0.0.0.0"))).isEqualTo("http://localhost:11434");
        assertThat(base("ollama", Map.of("OLLAMA_HOST", "box:1234"))).isEqualTo("http://box:1234");
        assertThat(base("anthropic", Map.of("ANTHROPIC_BASE_URL", "https://api.anthropic.com/")))
                .isEqualTo("https://api.anthropic.com/v1");
        assertThat(base("azure", Map.of("AZURE_OPENAI_ENDPOINT", "https://me.openai.azure.com/")))
                .isEqualTo("https://me.openai.azure.com/openai/v1");
        assertThat(base("openai", Map.of("OPENAI_BASE_URL", "http://localhost:8000")))
                .isEqualTo("http://localhost:8000/v1");
    }

    @Test
    void providers_sayWhetherTheyHaveAKey_neverWhich() {
        List<Models.Provider> providers = models(Map.of("GOOGLE_API_KEY", KEY)).providers();

        assertThat(providers)
                .filteredOn(Models.Provider::ready)
                .extracting(Models.Provider::name)
                .containsExactly("gemini", "google", "ollama");
        assertThat(providers.toString()).doesNotContain(KEY).contains("api.openai.com", "localhost:11434");
    }

    @Test
    void prices_coverDatedNames_andUsersWin() {
        PriceTable standard = PriceTable.standard();

        assertThat(standard.of(ModelId.parse("openai:gpt-4o-mini-2024-07-18"))).contains(new Price(0.15, 0.075, 0.6));
        assertThat(standard.of(ModelId.parse("openai:gpt-4o"))).contains(new Price(2.5, 1.25, 10));
        assertThat(standard.of(ModelId.parse("anthropic:claude-haiku-4-5-20251001")))
                .contains(new Price(1, 0.1, 5));
        assertThat(standard.of(ModelId.parse("openai:gpt-4o-audio-preview"))).isEmpty();
        assertThat(standard.of(ModelId.parse("anthropic:claude-opus-5-7"))).isEmpty();
        assertThat(standard.row(ModelId.parse("openai:gpt-4o")).orElseThrow().source())
                .startsWith("https://");
        PriceTable own = standard.with(Map.of("openai:gpt-4o*", new Price(1, 1, 1), "openai:gpt-4o-m*", Price.FREE));
        assertThat(own.of(ModelId.parse("openai:gpt-4o"))).contains(new Price(1, 1, 1));
        assertThat(own.of(ModelId.parse("openai:gpt-4o-mini"))).contains(Price.FREE);
    }

    @Test
    void refusals_ofOtherProtocols_areRefused() throws Exception {
        server.script(ask -> FaultAnswer.finished("I", "content_filter"));
        for (String model : List.of("anthropic:claude-sonnet-5", "gemini:gemini-2.5-flash")) {
            Call call = models(Map.of())
                    .endpoint(ModelId.parse(model), at(server.root()))
                    .complete(REQUEST, 7, "k", Allotment.unbounded());
            assertThat(((Call.Result.Failed) call.result()).cause().fault()).isEqualTo(new Fault.Refused());
        }
        server.script(ask -> FaultAnswer.raw(
                "application/json",
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Call blocked = models(Map.of())
                .endpoint(ModelId.parse("gemini:gemini-2.5-flash"), at(server.root()))
                .complete(REQUEST, 7, "k", Allotment.unbounded());
        assertThat(((Call.Result.Failed) blocked.result()).cause()).hasMessage("refused: SAFETY");
    }

    private JsonNode ask(String model, Map<String, Object> parameters, String keyVariable) throws Exception {
        ModelOptions options = new ModelOptions(
                Path.of(""), Optional.of(server.root()), Optional.empty(), Duration.ofSeconds(5), parameters);
        Endpoint endpoint = models(Map.of(keyVariable, KEY)).endpoint(ModelId.parse(model), options);
        Call call = endpoint.complete(REQUEST, 7, "the-key", Allotment.unbounded());
        assertThat(call.result()).isInstanceOf(Call.Result.Replied.class);
        Reply reply = ((Call.Result.Replied) call.result()).reply();
        assertThat(reply.text()).isEqualTo("four");
        assertThat(reply.finish()).isEqualTo(Reply.Finish.STOP);
        assertThat(reply.served()).isEqualTo(endpoint.id().name() + "-served");
        assertThat(reply.usage().orElseThrow().input()).isEqualTo(2);
        assertThat(reply.usage().orElseThrow().output()).isEqualTo(2);
        assertThat(header("idempotency-key")).isEqualTo("the-key");
        return server.asks().getFirst().body();
    }

    private String path() {
        return server.asks().getFirst().path();
    }

    private String header(String name) {
        return server.asks().getFirst().headers().getOrDefault(name, "");
    }

    private static String base(String vendor, Map<String, String> variables) {
        return Vendor.of(vendor)
                .orElseThrow()
                .baseOf(Environment.of(variables))
                .orElseThrow()
                .toString();
    }

    private static ModelOptions at(String baseUrl) {
        return new ModelOptions(Path.of(""), Optional.of(baseUrl), Optional.empty(), Duration.ofSeconds(5), Map.of());
    }

    private static Models models(Map<String, String> variables) {
        return new Models(Environment.of(variables), PriceTable.standard(), name -> Limits.DEFAULT, List.of());
    }
}
