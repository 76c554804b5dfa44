package io.agon.page;

import java.io.IOException;
import java.net.URI;

/** Shows a site to the people of this machine. Found as a service, so that commands know nothing of servers. */
@FunctionalInterface
public interface Viewer {

    /**
     * Begins to show it.
     *
     * @param port of this machine alone; 0 for any that is free
     */
    Showing show(Site site, int port) throws IOException;

    /** Ends when it is closed. */
    interface Showing extends AutoCloseable {

        /** Where to look, the secret that opens it included. */
        URI address();

        @Override
        void close();
    }
}
