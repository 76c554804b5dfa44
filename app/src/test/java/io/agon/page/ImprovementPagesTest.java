package io.agon.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Improvement;
import io.agon.improve.report.Lineage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ImprovementPagesTest {

    private static ImprovementPages pages(Improvement it) {
        return new ImprovementPages(new Lineage(it));
    }

    @Test
    void whatModelsWrote_isTextAndNothingElse_inEveryPage() throws Exception {
        List<String> all = new ArrayList<>(List.of(pages(LineageExample.of(30)).file()));
        Site site = pages(LineageExample.running(30)).site();
        for (String path : List.of("/", "/candidate/0", "/candidate/7")) {
            Page page = site.page(path).orElseThrow();
            all.add(Html.document(page.title(), "", page.body()));
        }
        for (String page : all) {
            assertThat(page)
                    .doesNotContain("<script", "<img", "onload=alert(3)>\u001b", "\u001b", "\u202e")
                    .contains("&lt;script&gt;");
            assertThat(Pattern.compile("<[^>]*\\bon(error|load)=").matcher(page).find())
                    .isFalse();
        }
        assertThat(all.getFirst())
                .contains("Content-Security-Policy", "default-src 'none'")
                .contains("IMPROVED", "by 21 points, by at least 19 (96 %), on 300 fresh queries")
                .contains("Lead over the start: 21 points, 96 % interval 18 to 24.")
                .doesNotContain("http://www.w3.org/1999/xlink");
    }

    @Test
    void file_asksForNothingFromElsewhere() {
        String page = pages(LineageExample.of(30)).file();
        var addresses = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);
        int count = 0;
        while (addresses.find()) {
            assertThat(addresses.group(1)).startsWith("#c");
            count++;
        }
        assertThat(count).isGreaterThan(30);
        assertThat(page).doesNotContain("url(", "@import");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 200})
    void pictures_areWellFormed_andHaveRoomForAll(int candidates) throws Exception {
        var lineage = new Lineage(LineageExample.of(candidates));
        Element tree = svg(new LineageTree(lineage, number -> "#c" + number).svg());
        assertThat(tree.getElementsByTagName("a").getLength()).isEqualTo(candidates);
        double height = Double.parseDouble(tree.getAttribute("height"));
        assertThat(height).isLessThan(2_000);
        var rects = tree.getElementsByTagName("rect");
        for (int i = 1; i < rects.getLength(); i++) {
            Element pill = (Element) rects.item(i);
            assertThat(number(pill, "x") + number(pill, "width")).isLessThan(840);
            assertThat(number(pill, "y") + number(pill, "height")).isLessThan(height);
        }
        Element curve = svg(pages(LineageExample.of(candidates)).curve());
        var dots = curve.getElementsByTagName("circle");
        assertThat(dots.getLength()).isGreaterThanOrEqualTo(candidates);
        for (int i = 0; i < dots.getLength(); i++) {
            assertThat(number((Element) dots.item(i), "cx")).isBetween(60.0, 840.0);
            assertThat(number((Element) dots.item(i), "cy")).isBetween(60.0, 380.0);
        }
    }

    private static double number(Element it, String name) {
        return Double.parseDouble(it.getAttribute(name));
    }

    private static Element svg(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void whatChangedAndItsEvidence_comeBeforeTheLineage() {
        for (int candidates : new int[] {5, 200}) {
            String page = pages(LineageExample.of(candidates)).file();
            assertThat(page.indexOf("What changed</h2>")).isPositive().isLessThan(page.indexOf("their evidence</h2>"));
            assertThat(page.indexOf("their evidence</h2>")).isLessThan(page.indexOf("<svg"));
            assertThat(page.contains("<details><summary>Lineage of all")).isEqualTo(candidates > 100);
        }
    }

    @Test
    void candidates_haveTheirPage_othersNone() throws Exception {
        Site site = pages(LineageExample.of(5)).site();
        Page page = site.page("/candidate/1").orElseThrow();
        assertThat(page.body()).contains("Reasoning of the optimizer", "class=\"added\"", "Accepted after update 1");
        assertThat(page.live()).isFalse();
        assertThat(pages(LineageExample.running(5))
                        .site()
                        .page("/")
                        .orElseThrow()
                        .live())
                .isTrue();
        for (String path :
                List.of("/candidate/5", "/candidate/-1", "/candidate/x", "/candidate/99999999999", "/x", "")) {
            assertThat(site.page(path)).as(path).isEmpty();
        }
    }
}
