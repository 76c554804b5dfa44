package io.agon.experiment;

import io.agon.structured.Factors;
import io.agon.structured.FeatureSpace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What policies share, as a run keeps it: <code>{"factors": ...}</code> or <code>{"features": [[...], ...]}</code>. */
final class StoredFeatures {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StoredFeatures() {}

    /** As JSON; null when nothing is shared. */
    static @Nullable String json(Optional<FeatureSpace> shared) {
        if (shared.isEmpty()) {
            return null;
        }
        FeatureSpace space = shared.get();
        ObjectNode json = JSON.createObjectNode();
        if (space.factors().isPresent()) {
            json.set("factors", JSON.valueToTree(space.factors().get()));
        } else {
            double[][] features = new double[space.policies()][space.dimension()];
            for (int k = 0; k < features.length; k++) {
                for (int c = 0; c < space.dimension(); c++) {
                    features[k][c] = space.feature(k, c);
                }
            }
            json.set("features", JSON.valueToTree(features));
        }
        return json.toString();
    }

    /** What {@link #json} wrote. */
    static Optional<FeatureSpace> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        JsonNode json = JSON.readTree(text);
        return Optional.of(
                json.has("factors")
                        ? FeatureSpace.of(JSON.treeToValue(json.get("factors"), Factors.class))
                        : FeatureSpace.of(JSON.treeToValue(json.get("features"), double[][].class)));
    }
}
