package io.agon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultServerTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void text_isAnsweredInTheProtocolOfOpenAi() throws Exception {
        try (var server = FaultServer.start(ask -> FaultAnswer.text(it -> "echo " + it.prompt()))) {
            assertThat(ask(server, "k").body()).contains("\"content\":\"echo hello\"", "\"model\":\"m-served\"");
        }
    }

    @Test
    void tries_areCountedByIdempotencyKey() throws Exception {
        try (var server =
                FaultServer.start(ask -> ask.tries() == 1 ? FaultAnswer.status(503) : FaultAnswer.text("hi"))) {
            assertThat(ask(server, "a").statusCode()).isEqualTo(503);
            assertThat(ask(server, "a").statusCode()).isEqualTo(200);
            assertThat(ask(server, "b").statusCode()).isEqualTo(503);
            assertThat(server.triesByKey()).containsEntry("a", 2).containsEntry("b", 1);
            assertThat(server.connectionsMade()).as("kept alive").isEqualTo(1);
        }
    }

    @Test
    void brokenManners_breakTheClient() {
        try (var server = FaultServer.start(ask -> FaultAnswer.reset())) {
            assertThatThrownBy(() -> ask(server, "a")).isInstanceOf(IOException.class);
            server.script(ask -> FaultAnswer.text("a long enough text").cutAfter(20));
            assertThatThrownBy(() -> ask(server, "a")).isInstanceOf(IOException.class);
            server.script(ask -> FaultAnswer.hang());
            assertThatThrownBy(() -> ask(server, "a")).isInstanceOf(java.net.http.HttpTimeoutException.class);
            assertThat(server.peak()).isEqualTo(1);
        }
    }

    private HttpResponse<String> ask(FaultServer server, String key) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                        .header("Idempotency-Key", key)
                        .timeout(Duration.ofMillis(500))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
