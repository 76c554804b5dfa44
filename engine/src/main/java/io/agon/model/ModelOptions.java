package io.agon.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach a model.
 *
 * @param home the folder that relative files are in
 * @param baseUrl in place of the provider's own, such as that of a compatible server
 * @param keyVariable name of the environment variable that holds the key, in place of the provider's usual one
 * @param timeout of one try, from sending to the last byte
 * @param parameters sent with each request as they are, such as {@code min_p: 0.05}
 */
public record ModelOptions(
        Path home,
        Optional<String> baseUrl,
        Optional<String> keyVariable,
        Duration timeout,
        Map<String, Object> parameters) {

    /** Of one try when nothing is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public ModelOptions {
        parameters = Map.copyOf(parameters);
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("A time limit must be above 0, but it is %s.".formatted(timeout));
        }
    }

    /** Nothing but a folder. */
    public static ModelOptions in(Path home) {
        return new ModelOptions(home, Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT, Map.of());
    }
}
