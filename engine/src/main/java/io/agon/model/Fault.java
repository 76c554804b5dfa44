package io.agon.model;

import java.time.Duration;
import java.util.Optional;

/** Why a call gave no usable reply. */
public sealed interface Fault {

    /** In a few words, for reports: the same words for the same kind of fault. */
    String words();

    /** Whether the same call may succeed later. */
    default boolean passing() {
        return true;
    }

    /** Whether the provider may have billed the call although there is no reply. */
    default boolean maybeBilled() {
        return false;
    }

    /**
     * The provider asks to slow down (HTTP 429, or an overload that says so).
     *
     * @param after how long to wait, when it said so
     */
    record Limited(Optional<Duration> after) implements Fault {
        @Override
        public String words() {
            return "rate limited";
        }
    }

    /**
     * The provider is in trouble (HTTP 5xx).
     *
     * @param status of HTTP
     * @param after how long to wait, when it said so
     */
    record Unavailable(int status, Optional<Duration> after) implements Fault {
        @Override
        public String words() {
            return "HTTP %d".formatted(status);
        }
    }

    /** No reply within the time limit. */
    record TimedOut() implements Fault {
        @Override
        public String words() {
            return "timed out";
        }

        @Override
        public boolean maybeBilled() {
            return true;
        }
    }

    /**
     * The connection could not be made, or broke.
     *
     * @param sent whether the request may have reached the provider
     */
    record Disconnected(boolean sent) implements Fault {
        @Override
        public String words() {
            return "connection failed";
        }

        @Override
        public boolean maybeBilled() {
            return sent;
        }
    }

    /** The reply is not what the protocol says: malformed, cut off, of another content type, too large, empty. */
    record Malformed() implements Fault {
        @Override
        public String words() {
            return "malformed reply";
        }

        @Override
        public boolean maybeBilled() {
            return true;
        }
    }

    /** The reply came, but says nothing that can be used: no choice, no text, a verdict that cannot be read. */
    record Unusable() implements Fault {
        @Override
        public String words() {
            return "unusable reply";
        }
    }

    /** The model or the provider's filter refused. */
    record Refused() implements Fault {
        @Override
        public String words() {
            return "refused";
        }
    }

    /** Too many failures in a row: the provider gets a rest, and no call is made. */
    record Resting() implements Fault {

        /** Part of every reason that tells of it. */
        public static final String WORDS = "provider paused after repeated failures";

        @Override
        public String words() {
            return WORDS;
        }
    }

    /**
     * The request can never succeed: a wrong key, an unknown model, a request that the provider rejects.
     *
     * @param status of HTTP; 0 without HTTP
     */
    record Rejected(int status) implements Fault {
        @Override
        public String words() {
            return status == 0 ? "rejected" : "rejected with HTTP %d".formatted(status);
        }

        @Override
        public boolean passing() {
            return false;
        }
    }
}
