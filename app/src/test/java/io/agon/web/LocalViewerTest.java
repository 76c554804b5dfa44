package io.agon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agon.improve.report.Lineage;
import io.agon.page.ImprovementPages;
import io.agon.page.LineageExample;
import io.agon.page.Page;
import io.agon.page.Site;
import io.agon.page.Viewer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests are written by hand: no client adds or forbids headers. */
class LocalViewerTest {

    private final AtomicInteger seen = new AtomicInteger();

    @TempDir
    Path folder;

    private Viewer.Showing showing;
    private int port;
    private String token;

    @BeforeEach
    void show() throws IOException {
        Site lineage = new ImprovementPages(new Lineage(LineageExample.running(12))).site();
        showing = ServiceLoader.load(Viewer.class)
                .findFirst()
                .orElseThrow()
                .show(
                        path -> switch (path) {
                            case "/count" -> Optional.of(new Page("count", "<p>" + seen.get() + "</p>", true));
                            case "/broken" -> throw new IOException("secret place");
                            default -> lineage.page(path);
                        },
                        0);
        port = showing.address().getPort();
        token = showing.address().getQuery().substring("token=".length());
    }

    @AfterEach
    void close() {
        showing.close();
    }

    private String ask(String method, String path, String... headers) throws IOException {
        return raw(method, path, "Host: 127.0.0.1:" + port, headers);
    }

    private String raw(String method, String path, String host, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", host, "Connection: close"));
            lines.addAll(List.of(headers));
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String cookie() {
        return "Cookie: agon-%d=%s".formatted(port, token);
    }

    @Test
    void token_opens_andBecomesACookie() throws IOException {
        assertThat(ask("GET", "/?token=" + token))
                .startsWith("HTTP/1.1 303")
                .containsIgnoringCase("Location: /\r\n")
                .contains("agon-%d=%s; Path=/; HttpOnly; SameSite=Strict".formatted(port, token));
        assertThat(ask("GET", "/", "Cookie: other=1; agon-%d=%s".formatted(port, token)))
                .startsWith("HTTP/1.1 200")
                .contains("candidate 11 is the champion so far");
        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void withoutTokenOrCookie_nothingIsShown() throws IOException {
        for (String path : List.of("/", "/?token=", "/?token=" + token.substring(1), "/candidate/1", "/?x=" + token)) {
            assertThat(ask("GET", path)).as(path).startsWith("HTTP/1.1 403").doesNotContain("candidate 11");
        }
        assertThat(ask("GET", "/", "Cookie: agon-%d=wrong".formatted(port))).startsWith("HTTP/1.1 403");
        assertThat(ask("GET", "/", "Cookie: agon-1=" + token)).startsWith("HTTP/1.1 403");
    }

    @Test
    void foreignHostsAndOrigins_areRefused_evenWithTheSecret() throws IOException {
        for (String host :
                List.of("Host: evil.example:" + port, "Host: 127.0.0.1", "Host: 127.0.0.1:" + port + ".evil.example")) {
            assertThat(raw("GET", "/?token=" + token, host)).as(host).startsWith("HTTP/1.1 403");
            assertThat(raw("GET", "/", host, cookie())).as(host).startsWith("HTTP/1.1 403");
        }
        for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1:" + port, "http://localhost")) {
            assertThat(ask("GET", "/", cookie(), "Origin: " + origin))
                    .as(origin)
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(ask("GET", "/", cookie(), "Origin: http://127.0.0.1:" + port))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET", "/", "Host: localhost:" + port, cookie())).startsWith("HTTP/1.1 200");
    }

    @Test
    void nothingButGet_isAnswered() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            assertThat(ask(method, "/", cookie(), "Content-Length: 0"))
                    .as(method)
                    .startsWith("HTTP/1.1 405");
        }
    }

    @Test
    void pages_allowNoForeignCodeAndNoFrames_andEscapeModels() throws IOException {
        String reply = ask("GET", "/candidate/3", cookie());
        assertThat(reply)
                .startsWith("HTTP/1.1 200")
                .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'nonce-", "nosniff", "no-store")
                .containsIgnoringCase("Referrer-Policy: no-referrer")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>", "<img", "\u001b");
        assertThat(ask("GET", "/../../etc/passwd", cookie())).startsWith("HTTP/1.1 404");
        assertThat(ask("GET", "/broken", cookie())).startsWith("HTTP/1.1 500").doesNotContain("secret place");
    }

    @Test
    void unchangedPage_isNotSentAgain_changedOneIs() throws IOException {
        String first = ask("GET", "/count", cookie());
        String tag = first.lines()
                .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("etag: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
        assertThat(ask("GET", "/count", cookie(), "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
        seen.incrementAndGet();
        assertThat(ask("GET", "/count", cookie(), "If-None-Match: " + tag))
                .startsWith("HTTP/1.1 200")
                .contains("<p>1</p>");
    }

    @Test
    void otherMachines_findNothing() throws IOException {
        for (var it : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!it.isLoopbackAddress()) {
                assertThat(catchThrowable(() -> new Socket(it, port).close())).isInstanceOf(IOException.class);
            }
        }
        assertThat(showing.address().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void browser_runsTheLivePage_andNothingOfModels() throws Exception {
        Path chromium = Path.of("/usr/bin/chromium");
        assumeTrue(chromium.toFile().canExecute(), "there is no chromium here");
        seen.set(7);
        URI address = showing.address();
        Process process = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        address.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(dom).contains("candidate 11 is the champion so far").doesNotContain("<img", "onerror=\"");
    }
}
