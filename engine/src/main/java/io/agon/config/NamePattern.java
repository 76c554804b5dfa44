package io.agon.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How the name of a policy is made of its factors: <code>{model}+{workflow}</code> splits {@code gpt-5+direct} at the
 * plus. Where a name can be split in several ways, each level but the last is as short as possible.
 */
public final class NamePattern {

    private static final Pattern FACTOR = Pattern.compile("\\{([^{}]*)}");

    private final String text;
    private final List<String> factors;
    private final Pattern names;

    private NamePattern(String text, List<String> factors, Pattern names) {
        this.text = text;
        this.factors = List.copyOf(factors);
        this.names = names;
    }

    /**
     * The pattern that is written so.
     *
     * @throws IllegalArgumentException with what is wrong and the mend, as the rest of a sentence
     */
    static NamePattern of(String text) {
        var factors = new ArrayList<String>();
        var names = new StringBuilder();
        Matcher matcher = FACTOR.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String between = text.substring(end, matcher.start());
            if (between.isEmpty() && !factors.isEmpty()) {
                throw new IllegalArgumentException(
                        "has nothing between {%s} and {%s}: names cannot be split there; write the text that separates them"
                                .formatted(factors.getLast(), matcher.group(1)));
            }
            names.append(literal(text, between)).append("(.+?)");
            factors.add(matcher.group(1).strip());
            end = matcher.end();
        }
        names.append(literal(text, text.substring(end)));
        if (factors.isEmpty()) {
            throw new IllegalArgumentException("names no factor in braces, as \"{model}+{workflow}\" does");
        }
        if (factors.contains("")) {
            throw new IllegalArgumentException("has braces with nothing in them; name the factor, as {model}");
        }
        if (new HashSet<>(factors).size() < factors.size()) {
            throw new IllegalArgumentException("names a factor twice; give each its own name");
        }
        return new NamePattern(text, factors, Pattern.compile(names.toString(), Pattern.DOTALL));
    }

    private static String literal(String text, String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException(
                    "has a brace without its partner in '%s'; write a factor as {model}".formatted(text));
        }
        return Pattern.quote(part);
    }

    /** Names of the factors. */
    public List<String> factors() {
        return factors;
    }

    /** The levels in this name; empty when it is not made so. */
    public Optional<List<String>> split(String name) {
        Matcher matcher = names.matcher(name);
        return matcher.matches()
                ? Optional.of(IntStream.rangeClosed(1, factors.size())
                        .mapToObj(matcher::group)
                        .toList())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
