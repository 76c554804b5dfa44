package io.agon.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agon.model.ContentHash;
import io.agon.page.Html;
import io.agon.page.Page;
import io.agon.page.Site;
import io.agon.page.Viewer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a site to this machine alone: by HTTP on the loopback address, to whoever passes the {@link Gate}, nothing but
 * {@code GET}. A page that may still change looks for itself every two seconds. Made as a service.
 */
public final class LocalViewer implements Viewer {

    private static final String LIVE = """
        const same = {cache: 'no-store', headers: {}};
        let seen = '';
        const look = async () => {
          try {
            if (seen) same.headers['If-None-Match'] = seen;
            const reply = await fetch(location.href, same);
            if (reply.status === 200) {
              const fresh = new DOMParser().parseFromString(await reply.text(), 'text/html');
              const before = document.querySelectorAll('details');
              fresh.querySelectorAll('details').forEach((it, i) => { it.open = i < before.length && before[i].open; });
              if (seen) document.querySelector('main').replaceWith(fresh.querySelector('main'));
              seen = reply.headers.get('ETag');
            }
            setTimeout(look, 2000);
          } catch (gone) { document.title += ' (closed)'; }
        };
        look();
        """;

    /** As a service is made. */
    public LocalViewer() {}

    @Override
    public Showing show(Site site, int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var gate = new Gate(server.getAddress().getPort());
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, gate, site);
            }
        });
        server.start();
        return new Showing() {
            @Override
            public URI address() {
                return URI.create("http://127.0.0.1:%d/?token=%s"
                        .formatted(server.getAddress().getPort(), gate.token()));
            }

            @Override
            public void close() {
                server.stop(0);
                threads.close();
            }
        };
    }

    private static void answer(HttpExchange exchange, Gate gate, Site site) throws IOException {
        Optional<String> refused = gate.refusal(exchange.getRequestHeaders());
        String path = exchange.getRequestURI().getPath();
        if (refused.isPresent()) {
            say(exchange, 403, "Refused: %s.".formatted(refused.get()));
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            say(exchange, 405, "Pages can be read here, and nothing else.");
        } else if (gate.opens(exchange.getRequestURI().getRawQuery())) {
            exchange.getResponseHeaders().set("Set-Cookie", gate.cookie());
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getRawPath().replaceFirst("^/+", "/"));
            say(exchange, 303, "");
        } else if (!gate.knows(exchange.getRequestHeaders())) {
            say(exchange, 403, "Refused: open the whole address that 'agon view' printed, its token included.");
        } else {
            Optional<Page> page;
            try {
                page = site.page(path);
            } catch (IOException | RuntimeException e) {
                say(exchange, 500, "What is to be shown cannot be read now.");
                return;
            }
            if (page.isEmpty()) {
                say(exchange, 404, "There is no such page.");
            } else {
                show(exchange, page.get());
            }
        }
    }

    private static void show(HttpExchange exchange, Page page) throws IOException {
        String tag = "\"%s\"".formatted(ContentHash.of(page.title(), page.body(), String.valueOf(page.live())));
        exchange.getResponseHeaders().set("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            send(exchange, 304, "", "text/html", "default-src 'none'");
            return;
        }
        String nonce = UUID.randomUUID().toString();
        String head = page.live()
                ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n<script nonce=\"%s\" type=\"module\">\n%s</script>\n"
                        .formatted(nonce, LIVE)
                : "";
        send(
                exchange,
                200,
                Html.document(page.title(), head, page.body()),
                "text/html",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-%s'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        .formatted(nonce));
    }

    private static void say(HttpExchange exchange, int status, String words) throws IOException {
        send(exchange, status, words, "text/plain", "default-src 'none'");
    }

    private static void send(HttpExchange exchange, int status, String text, String type, String policy)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
