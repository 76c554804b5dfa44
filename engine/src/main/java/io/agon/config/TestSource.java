package io.agon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queries of live policies: the keys {@code tests} and {@code defaultTest}.
 *
 * @param entries in the order of the file
 * @param standard what every test has that does not say it itself
 */
public record TestSource(List<Entry> entries, Optional<Entry.Written> standard) {

    public TestSource {
        entries = List.copyOf(entries);
    }

    /** The files it names. */
    List<Path> files() {
        return entries.stream()
                .flatMap(it -> it instanceof Entry.Table table ? table.files().stream() : List.<Path>of().stream())
                .toList();
    }

    /** An entry of {@code tests}. */
    public sealed interface Entry {

        /**
         * Files with tests.
         *
         * @param files JSON lines, JSON, YAML or CSV
         */
        record Table(List<Path> files) implements Entry {
            public Table {
                files = List.copyOf(files);
            }
        }

        /**
         * A test that is written down.
         *
         * @param id its name, when it has one
         * @param vars for each variable its values: with several ones it is a test for each combination
         * @param expected right answers
         * @param place where it stands
         */
        record Written(Optional<String> id, Map<String, List<String>> vars, List<Right> expected, Place place)
                implements Entry {
            public Written {
                expected = List.copyOf(expected);
            }
        }
    }

    /**
     * A right answer.
     *
     * @param text what it is
     * @param template whether it is a template over the variables of the test
     */
    public record Right(String text, boolean template) {}
}
