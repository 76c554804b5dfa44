package io.agon.model.provider;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One try, as the transport sees it and LangChain4j does not: what is added to the request, and the reply as it came.
 * LangChain4j calls its HTTP client on the thread that asks, so the try is bound to the thread meanwhile.
 */
final class Exchange {

    private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

    private final Map<String, String> headers;
    private final ObjectNode additions;
    private final Duration limit;
    private final Vendor.Site site;
    private @Nullable ReplyBody reply;

    /**
     * A try.
     *
     * @param headers sent beside those of LangChain4j
     * @param additions merged into the JSON of the request
     * @param limit from sending to the last byte
     * @param site where it goes, for messages
     */
    Exchange(Map<String, String> headers, ObjectNode additions, Duration limit, Vendor.Site site) {
        this.headers = headers;
        this.additions = additions;
        this.limit = limit;
        this.site = site;
    }

    /** What is asked within a try. */
    interface Question<T> {
        T ask();
    }

    /** Asks with this try bound to the thread. */
    <T> T during(Question<T> question) {
        CURRENT.set(this);
        try {
            return question.ask();
        } finally {
            CURRENT.remove();
        }
    }

    /** The try of this thread. */
    static Exchange current() {
        Exchange current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("This HTTP client is asked within a try only.");
        }
        return current;
    }

    Map<String, String> headers() {
        return headers;
    }

    ObjectNode additions() {
        return additions;
    }

    Duration limit() {
        return limit;
    }

    Vendor.Site site() {
        return site;
    }

    /** The reply came. */
    void replied(ReplyBody body) {
        reply = body;
    }

    /** The reply as it came; null when none came that is JSON. */
    @Nullable
    ReplyBody reply() {
        return reply;
    }
}
