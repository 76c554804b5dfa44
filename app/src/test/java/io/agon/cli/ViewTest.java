package io.agon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.experiment.Results;
import io.agon.page.Page;
import io.agon.page.RunPages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code agon view} shows of a stored run. */
class ViewTest {

    @TempDir
    Path folder;

    @Test
    void storedRun_showsItsAnswerFirst_andNoForeignMarkup() throws Exception {
        Path demo = Cli.starter(folder);
        Path file = demo.resolve("agon.yaml");
        String text = Files.readString(file);
        Files.writeString(
                file, text.replaceFirst("(?m)^description:.*$", "description: 'Bots <script>alert(1)</script>'"));
        Cli.agon("run", demo).succeeds();
        var option = new RunOption();
        option.named = List.of(demo.toString());
        try (var store = option.open()) {
            var pages = new RunPages(() -> Results.of(store, option.run(store)));
            Page page = pages.page("/").orElseThrow();
            assertThat(page.live()).isFalse();
            assertThat(page.title()).isEqualTo("Agon: Bots <script>alert(1)</script>");
            assertThat(page.body())
                    .contains("<p class=\"answer\">the best is expert-best-of-3", "<strong>best</strong>", "Report")
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script");
            assertThat(page.body().split("<tr>")).hasSize(2 + 5);
            assertThat(pages.page("/candidate/1")).isEmpty();
        }
    }
}
