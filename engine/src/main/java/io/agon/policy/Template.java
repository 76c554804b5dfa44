package io.agon.policy;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text with variables, <code>{{name}}</code> or <code>{{ name }}</code> (Mustache, without its sections and
 * partials).
 *
 * <p>Guarantee: values stand in the text as they are. They are not escaped, never read as templates, and a name means a
 * variable and nothing else.
 */
public final class Template {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.\\- ]*");
    private static final Pattern NUNJUCKS = Pattern.compile("\\{%-?\\s*\\w.*?%}|\\{#.*?#}", Pattern.DOTALL);

    private final String source;
    private final List<Segment> segments;

    /**
     * A piece of text, or a variable.
     *
     * @param text as it stands, or the name
     */
    private record Segment(String text, boolean variable) {}

    private Template(String source, List<Segment> segments) {
        this.source = source;
        this.segments = List.copyOf(segments);
    }

    /**
     * The template that is written so.
     *
     * @throws IllegalArgumentException with the mend when it is none, or more than a text with variables
     */
    public static Template of(String source) {
        if (NUNJUCKS.matcher(source).find()) {
            throw new IllegalArgumentException(
                    "has a statement or comment of Nunjucks ({% ... %} or {# ... #}), but a prompt here is a text with"
                            + " variables, {{name}}; write one prompt for each case");
        }
        var segments = new ArrayList<Segment>();
        try {
            Mustache.compiler().escapeHTML(false).compile(source).visit(new Reader(segments));
        } catch (MustacheException e) {
            throw unreadable(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
        }
        if (!source.contains("{{=")
                && segments.stream().anyMatch(it -> !it.variable() && it.text().contains("{{"))) {
            throw unreadable("a {{ is never closed");
        }
        return new Template(source, segments);
    }

    private static IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException(
                "cannot be read as a template: %s; variables are written {{name}}, and a text with {{ of its own begins with {{=<%% %%>=}}, after which variables are written <%%name%%>"
                        .formatted(why));
    }

    private record Reader(List<Segment> segments) implements Mustache.Visitor {
        @Override
        public void visitText(String text) {
            segments.add(new Segment(text, false));
        }

        @Override
        public void visitVariable(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "has {{%s}}, which is not the name of a variable; filters and expressions are not supported, put the finished text into a variable of the test"
                                .formatted(name));
            }
            segments.add(new Segment(name, true));
        }

        @Override
        public boolean visitInclude(String name) {
            throw more(">" + name);
        }

        @Override
        public boolean visitParent(String name) {
            throw more("<" + name);
        }

        @Override
        public boolean visitBlock(String name) {
            throw more("$" + name);
        }

        @Override
        public boolean visitSection(String name) {
            throw more("#" + name);
        }

        @Override
        public boolean visitInvertedSection(String name) {
            throw more("^" + name);
        }

        private static IllegalArgumentException more(String tag) {
            return new IllegalArgumentException(
                    "has the tag {{%s}}, but a prompt here is a text with variables, {{name}}; write one prompt for each case"
                            .formatted(tag));
        }
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** Names of the variables, in order of appearance. */
    public Set<String> variables() {
        var names = new LinkedHashSet<String>();
        segments.stream().filter(Segment::variable).forEach(it -> names.add(it.text()));
        return names;
    }

    /** How often a variable stands in the text. */
    public int count(String variable) {
        return (int) segments.stream()
                .filter(it -> it.variable() && it.text().equals(variable))
                .count();
    }

    /**
     * The text with these values.
     *
     * @throws IllegalArgumentException when a variable has none
     */
    public String fill(Map<String, String> values) {
        var text = new StringBuilder();
        for (Segment segment : segments) {
            String value = segment.variable() ? values.get(segment.text()) : segment.text();
            if (value == null) {
                throw new IllegalArgumentException("The variable {{%s}} has no value.".formatted(segment.text()));
            }
            text.append(value);
        }
        return text.toString();
    }
}
