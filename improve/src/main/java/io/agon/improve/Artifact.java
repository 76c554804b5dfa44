package io.agon.improve;

import io.agon.model.ContentHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * What is improved: components that work together.
 *
 * @param components at least one, of different names; their order is that of reports
 */
public record Artifact(List<Component> components) {

    public Artifact {
        components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new IllegalArgumentException(
                    "An artifact needs at least one component; name what is to be improved.");
        }
        var names = new HashSet<String>();
        for (Component it : components) {
            if (!names.add(it.name())) {
                throw new IllegalArgumentException(
                        "Two components are called '%s'; give each its own name.".formatted(it.name()));
            }
        }
    }

    /** The component of this name. */
    public Component component(String name) {
        return components.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no component '%s', only %s."
                        .formatted(
                                name, components.stream().map(Component::name).toList())));
    }

    /** The body of the component of this name. */
    public String body(String name) {
        return component(name).body();
    }

    /** The same with these bodies, by the names of components. */
    public Artifact with(Map<String, String> bodies) {
        bodies.keySet().forEach(this::component);
        return new Artifact(components.stream()
                .map(it -> it.withBody(bodies.getOrDefault(it.name(), it.body())))
                .toList());
    }

    /** Characters of all bodies: of two artifacts that score alike, the shorter is preferred. */
    public int length() {
        return components.stream().mapToInt(it -> it.body().length()).sum();
    }

    /** The same for the same names and bodies, and another one for others: 64 hexadecimal digits. */
    public String hash() {
        var parts = new ArrayList<String>();
        components.forEach(it -> {
            parts.add(it.name());
            parts.add(it.body());
        });
        return ContentHash.of(parts.toArray(String[]::new));
    }
}
