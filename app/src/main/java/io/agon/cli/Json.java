package io.agon.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON documents, fields in the order in which they are put. */
final class Json {

    private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

    private Json() {}

    /** A document, or a part of one. */
    static Fields fields() {
        return new Fields();
    }

    /** The text of {@code value}: fields, lists, strings, numbers, booleans. */
    static String text(Object value) {
        return WRITER.writeValueAsString(value);
    }

    /** An object under construction. */
    static final class Fields extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;

        /** Adds a field; a number that JSON cannot write becomes null. */
        Fields with(String name, @Nullable Object value) {
            put(name, value instanceof Double number && !Double.isFinite(number) ? null : value);
            return this;
        }

        @Override
        public String toString() {
            return text((Map<String, ?>) this);
        }
    }
}
