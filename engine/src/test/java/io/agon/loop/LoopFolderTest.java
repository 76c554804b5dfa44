package io.agon.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.config.ConfigException;
import io.agon.model.ContentHash;
import io.agon.model.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LoopFolderTest {

    @TempDir
    Path path;

    private static Reply reply(String text) {
        return new Reply(text, Reply.Finish.STOP, Optional.empty(), "model", Optional.empty());
    }

    @Test
    void folder_hasOneProcess_untilItIsGivenBack() {
        var folder = new LoopFolder(path);
        try (var lock = folder.lock()) {
            assertThatThrownBy(folder::lock)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--out");
        }
        folder.lock().close();
    }

    @Test
    void repliesCutAnywhere_areReadUpToThere_andGoOn() throws Exception {
        Path file = path.resolve("replies.jsonl");
        try (var replies = new KeptReplies(file)) {
            replies.keep("one", 1, reply("first"));
            replies.keep("two", 2, reply("größer als 日本"));
        }
        byte[] whole = Files.readAllBytes(file);
        int first = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int end = first; end < whole.length - 1; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            try (var replies = new KeptReplies(file)) {
                assertThat(replies.find("one")).contains(reply("first"));
                // Without its line break alone a line is whole.
                assertThat(replies.find("two")).isEmpty();
                replies.keep("three", 4, reply("drei"));
            }
            try (var replies = new KeptReplies(file)) {
                assertThat(replies.find("three")).contains(reply("drei"));
                assertThat(replies.usd()).isEqualTo(5);
            }
        }
    }

    @Test
    void linesThatAreNoReplies_areOverlooked() throws Exception {
        Path file = path.resolve("replies.jsonl");
        Files.write(file, new byte[] {'n', 'u', 'l', 'l', '\n', (byte) 0xff, (byte) 0xfe, 0, '\n', '{', '}', '\n'});
        try (var replies = new KeptReplies(file)) {
            assertThat(replies.answered()).isZero();
            assertThat(replies.usd()).isZero();
        }
    }

    @Test
    void binaryFile_isNamed_withTheMend() throws Exception {
        Files.write(path.resolve("improvement.json"), new byte[] {(byte) 0xc3, 0x28, (byte) 0xff, 0});
        var type = JsonMapper.shared().constructType(Map.class);
        assertThatThrownBy(() -> new LoopFolder(path).read("improvement.json", type))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("improvement.json")
                .hasMessageContaining("remove it");
    }

    @Test
    void anotherLoop_isToldInWords_andHashesAreNotShown() {
        var folder = new LoopFolder(path);
        String one = ContentHash.of("one");
        assertThat(folder.open(Map.of("items", one, "seed", "1"))).isEmpty();
        assertThat(folder.open(Map.of("items", one, "seed", "1"))).isEmpty();
        assertThat(folder.difference(Map.of("items", one, "seed", "2")).orElseThrow())
                .contains("seed was 1, but now it is 2")
                .doesNotContain(path.toString());
        assertThat(folder.difference(Map.of("items", ContentHash.of("two"), "seed", "1"))
                        .orElseThrow())
                .contains("whose items was another one")
                .doesNotContain(one);
    }
}
