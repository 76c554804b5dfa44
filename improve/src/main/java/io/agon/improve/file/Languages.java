package io.agon.improve.file;

import io.agon.improve.code.Language;
import io.agon.improve.code.RuleLanguage;
import java.util.List;

/** Languages that code of candidates is written in, by the names that files use. */
final class Languages {

    static final List<String> NAMES = List.of("rule", "java");

    private Languages() {}

    static Language of(String name) {
        return new RuleLanguage();
    }
}
