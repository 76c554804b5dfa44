package io.agon.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    @TempDir
    Path folder;

    @Test
    void dotEnv_isReadInAllItsForms() {
        String text = """
            \uFEFF# keys
            PLAIN=sk-1
              export SPACED = sk 2  # a comment
            HASH=a#b
            SINGLE='as $it \\n is' # comment
            DOUBLE="two\\nlines \\"quoted\\""
            SPAN="one
            two"
            EMPTY=
            not a line
            URL=http://host/?a=b
            OPEN="no end
            LAST=sk-3\
            """.replace("\n", "\r\n");

        assertThat(DotEnv.parse(text))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PLAIN",
                        "sk-1",
                        "SPACED",
                        "sk 2",
                        "HASH",
                        "a#b",
                        "SINGLE",
                        "as $it \\n is",
                        "DOUBLE",
                        "two\nlines \"quoted\"",
                        "SPAN",
                        "one\ntwo",
                        "EMPTY",
                        "",
                        "URL",
                        "http://host/?a=b",
                        "OPEN",
                        "\"no end",
                        "LAST",
                        "sk-3"));
    }

    @Test
    void realEnvironment_winsOverFiles_andTheFirstFolderOverTheSecond() throws Exception {
        Path near = Files.createDirectory(folder.resolve("near"));
        Files.writeString(near.resolve(".env"), "A=near\nB=near\nEMPTY=filled");
        Files.writeString(folder.resolve(".env"), "A=far\nB=far\nC=far");

        Environment environment = Environment.of(Map.of("A", "real", "EMPTY", " "), List.of(near, folder));

        assertThat(environment.get("A")).contains("real");
        assertThat(environment.get("B")).contains("near");
        assertThat(environment.get("C")).contains("far");
        assertThat(environment.get("EMPTY")).contains("filled");
        assertThat(environment.get("D")).isEmpty();
    }
}
