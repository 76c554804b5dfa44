package io.agon.model.provider;

import io.agon.model.Fault;
import io.agon.model.ModelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What answers that are no replies mean. The message of each fault that a person can mend names the mend. */
final class Faults {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Characters of a provider's own words in a message. */
    private static final int LONGEST = 200;

    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,200})", Pattern.CASE_INSENSITIVE);

    private Faults() {}

    static ModelException malformed(String detail) {
        return new ModelException(new Fault.Malformed(), detail.strip());
    }

    /** Of a status that is no success. */
    static ModelException ofStatus(int status, HttpHeaders headers, String body, Vendor.Site site) {
        JsonNode error = error(body);
        String said = said(error, body);
        Optional<Duration> after = RetryAfter.of(headers, Instant.now()).or(() -> delayIn(error));
        String code = error.path("code").asString("") + " " + error.path("type").asString("");
        if (status / 100 == 3) {
            return new ModelException(
                    new Fault.Rejected(status),
                    "%s points to %s, and keys go to no other host; mend the base URL (%s)"
                            .formatted(site.host(), target(headers), site.urlSource()));
        }
        if (code.contains("content_filter") || code.contains("content_policy_violation")) {
            return new ModelException(new Fault.Refused(), said);
        }
        if (status == 429 && code.contains("insufficient_quota") || status == 402) {
            return new ModelException(
                    new Fault.Rejected(status),
                    "the account at %s has no credit left. %s".formatted(site.host(), said));
        }
        return switch (status) {
            case 429, 529 -> new ModelException(new Fault.Limited(after), said);
            case 408, 409, 425 -> new ModelException(new Fault.Unavailable(status, after), said);
            case 401, 403 ->
                new ModelException(
                        new Fault.Rejected(status),
                        "%s %s. %s"
                                .formatted(site.host(), keyProblem(site), said)
                                .strip());
            case 404 ->
                new ModelException(
                        new Fault.Rejected(status),
                        "%s knows no such model or address; check the model's name and the base URL (%s). %s"
                                .formatted(site.host(), site.urlSource(), said)
                                .strip());
            default ->
                new ModelException(
                        status >= 500 ? new Fault.Unavailable(status, after) : new Fault.Rejected(status), said);
        };
    }

    /** Of an error that comes with status 200, as some that pass requests on do. */
    static void ofEmbedded(JsonNode root, HttpHeaders headers, Vendor.Site site) throws ModelException {
        JsonNode error = root.path("error");
        if (!error.isObject() && !error.isString()
                || root.has("choices") && !root.path("choices").isEmpty()) {
            return;
        }
        int status = error.path("code").asInt(0);
        throw status >= 400 && status < 600
                ? ofStatus(status, headers, root.toString(), site)
                : new ModelException(new Fault.Unusable(), said(error, ""));
    }

    /** Of an exchange that broke. */
    static ModelException ofFailure(Throwable failure, boolean begun, Vendor.Site site) {
        if (failure instanceof LimitedBody.TooLargeException) {
            return malformed("the reply of %s is %s".formatted(site.host(), failure.getMessage()));
        }
        if (begun) {
            return malformed("the reply of %s was cut off".formatted(site.host()));
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof javax.net.ssl.SSLHandshakeException) {
                return new ModelException(
                        new Fault.Disconnected(false),
                        "%s cannot be reached; check that it runs and the base URL (%s)"
                                .formatted(site.host(), site.urlSource()));
            }
        }
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        if (failure instanceof IOException && message.toLowerCase(Locale.ROOT).contains("invalid")) {
            return malformed("%s does not speak HTTP".formatted(site.host()));
        }
        return new ModelException(new Fault.Disconnected(true), "%s closed the connection".formatted(site.host()));
    }

    private static String keyProblem(Vendor.Site site) {
        return site.key().isPresent()
                ? "does not accept the key in %s".formatted(site.keyVariable())
                : "wants a key, and none was sent; set %s in the environment or in a .env file"
                        .formatted(site.keyVariable().isEmpty() ? "keyVariable" : site.keyVariable());
    }

    private static String target(HttpHeaders headers) {
        try {
            String host = URI.create(headers.firstValue("location").orElse("")).getHost();
            return host == null ? "another path" : clean(host);
        } catch (IllegalArgumentException e) {
            return "no valid address";
        }
    }

    private static JsonNode error(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode first = root.isArray() ? root.path(0) : root;
            JsonNode error = first.path("error");
            return error.isMissingNode() ? first : error;
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static String said(JsonNode error, String body) {
        String words = error.isString()
                ? error.stringValue()
                : error.path("message").asString(error.path("detail").asString(""));
        return words.isEmpty() ? title(body) : clean(words);
    }

    /** Google writes the wait into the body. */
    private static Optional<Duration> delayIn(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            String delay = detail.path("retryDelay").asString("");
            if (!delay.isEmpty() && delay.length() < 32) {
                return RetryAfter.duration(delay);
            }
        }
        return Optional.empty();
    }

    /** What a page calls itself; empty when it says nothing. */
    static String title(String page) {
        Matcher title = TITLE.matcher(page.substring(0, Math.min(page.length(), 10_000)));
        return title.find() ? "The page is called '%s'.".formatted(clean(title.group(1))) : "";
    }

    /** Words of a stranger, short and on one line: without characters that a terminal obeys. */
    static String clean(String words) {
        String line =
                words.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
