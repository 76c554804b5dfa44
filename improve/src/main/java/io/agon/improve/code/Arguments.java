package io.agon.improve.code;

import java.util.Map;

/** What a program is called with. A wrong one is a mistake of the host, never of the candidate. */
final class Arguments {

    private Arguments() {}

    /** The same, when they are those of the signature. */
    static Map<String, Value> checked(Signature signature, Map<String, Value> arguments) {
        signature.parameters().forEach((name, type) -> {
            Value value = arguments.get(name);
            if (value == null || value.type() != type) {
                throw new IllegalArgumentException("%s needs %s, a %s, but it is called with %s."
                        .formatted(
                                signature.header(),
                                name,
                                type.word(),
                                value == null ? "none" : value.type().word()));
            }
        });
        if (arguments.size() != signature.parameters().size()) {
            throw new IllegalArgumentException("%s is called with %s; leave out what it does not take."
                    .formatted(signature.header(), arguments.keySet()));
        }
        return arguments;
    }
}
