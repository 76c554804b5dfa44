package io.agon.page;

import java.io.IOException;
import java.util.Optional;

/** Pages by path, as they are now; asked by several threads. */
@FunctionalInterface
public interface Site {

    /**
     * The page at a path.
     *
     * @param path such as {@code /} or {@code /candidate/3}
     */
    Optional<Page> page(String path) throws IOException;
}
