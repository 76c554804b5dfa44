package io.agon.web;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may look: whoever knows the token, which the address carries once and a cookie from then on. Pages of other sites
 * may not, even in the same browser: the cookie stays at home, and a foreign {@code Host} (DNS rebinding) or
 * {@code Origin} is refused.
 */
final class Gate {

    private static final int TOKEN_BYTES = 24;

    private final int port;
    private final String token;

    /** With a token of its own. */
    Gate(int port) {
        this.port = port;
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String token() {
        return token;
    }

    /** Why this request is refused before anything else is looked at; empty when it is not. */
    Optional<String> refusal(Headers headers) {
        List<String> here = List.of("127.0.0.1:" + port, "localhost:" + port);
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !here.contains(hosts.getFirst())) {
            return Optional.of("this is not the host that the page was asked from");
        }
        boolean foreign = headers.getOrDefault("Origin", List.of()).stream()
                .anyMatch(origin -> here.stream().noneMatch(it -> origin.equals("http://" + it)));
        return foreign ? Optional.of("a page of another site asks") : Optional.empty();
    }

    /** Whether the query of an address carries the token. */
    boolean opens(@Nullable String query) {
        return query != null && query.startsWith("token=") && same(query.substring("token=".length()));
    }

    /** Whether the cookie is there. */
    boolean knows(Headers headers) {
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(it -> Stream.of(it.split(";")))
                .map(String::strip)
                .anyMatch(it -> it.startsWith(name() + "=") && same(it.substring(name().length() + 1)));
    }

    /** Sets it, for this browser session alone. */
    String cookie() {
        return "%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(name(), token);
    }

    /** Cookies do not tell ports apart, names do. */
    private String name() {
        return "agon-" + port;
    }

    private boolean same(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
