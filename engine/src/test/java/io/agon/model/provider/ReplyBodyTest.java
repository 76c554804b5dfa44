package io.agon.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.model.Reply;
import io.agon.model.Usage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReplyBodyTest {

    @Test
    void usage_countsCachesAndHiddenReasoning_inEveryProtocol() {
        assertUsage("""
            {"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}}\
            """, new Usage(10, 4, 5));
        assertUsage("""
            {"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":3}}\
            """, new Usage(10, 3, 5));
        assertUsage("""
            {"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":40}}\
            """, new Usage(10, 0, 30));
        assertUsage("""
            {"usage":{"input_tokens":10,"cache_read_input_tokens":7,"cache_creation_input_tokens":2,
            "output_tokens":5}}\
            """, new Usage(19, 7, 5));
        assertUsage("""
            {"usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":4,"candidatesTokenCount":5,
            "thoughtsTokenCount":20}}\
            """, new Usage(10, 4, 25));
        assertUsage("""
            {"prompt_eval_count":10,"eval_count":5}\
            """, new Usage(10, 0, 5));
    }

    @Test
    void nonsense_isNoUsageThatThrows() {
        assertUsage("""
            {"usage":{"prompt_tokens":-10,"completion_tokens":"5","prompt_tokens_details":{"cached_tokens":4}}}\
            """, new Usage(0, 0, 0));
        assertUsage("""
            {"usage":{"prompt_tokens":1e400,"completion_tokens":99999999999999999999999}}\
            """, new Usage(0, 0, 0));
        assertThat(body("{\"usage\":7}").usage()).isEmpty();
        assertThat(body("{\"usage\":null,\"choices\":7,\"model\":[]}").served()).isEmpty();
    }

    @Test
    void reasons_areReadInEveryProtocol() {
        assertThat(body("{\"choices\":[{\"finish_reason\":\"length\"}]}").finish())
                .isEqualTo(Reply.Finish.LENGTH);
        assertThat(body("{\"stop_reason\":\"refusal\"}").finish()).isEqualTo(Reply.Finish.REFUSED);
        assertThat(body("{\"stop_reason\":\"max_tokens\"}").finish()).isEqualTo(Reply.Finish.LENGTH);
        assertThat(body("{\"candidates\":[{\"finishReason\":\"PROHIBITED_CONTENT\"}]}")
                        .finish())
                .isEqualTo(Reply.Finish.REFUSED);
        assertThat(body("{\"done_reason\":\"stop\"}").finish()).isEqualTo(Reply.Finish.STOP);
        assertThat(body("{\"choices\":[{\"finish_reason\":null}]}").finish()).isEqualTo(Reply.Finish.OTHER);
    }

    private static void assertUsage(String json, Usage usage) {
        assertThat(body(json).usage()).contains(usage);
    }

    private static ReplyBody body(String json) {
        return new ReplyBody(JsonMapper.shared().readTree(json));
    }
}
