package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class LineChartTest {

    private static final LineChart.Line FAST =
            new LineChart.Line("agon", new double[] {0.5, 0.9, 1}, 321, 20, false, "");
    private static final LineChart.Line SLOW =
            new LineChart.Line("<slow>", new double[] {0, 0.2, 0.4}, 9_000, 500, true, "7 % wrong");

    private static LineChart.Panel panel(List<LineChart.Line> lines) {
        return new LineChart.Panel("ten policies", new long[] {100, 1_000, 10_000}, 200, lines);
    }

    @Test
    void picture_isWellFormedAndLabelled() throws Exception {
        String svg =
                new LineChart("<a> & \"b\"", "below").svg(List.of(panel(List.of(FAST, SLOW)), panel(List.of(FAST))));
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(svg)
                .contains("agon: 321", "&lt;slow&gt;: over 9,000, 7 % wrong", "the limit, 200", "100 %", ">10,000<")
                .doesNotContain("NaN");
    }

    @Test
    void impossiblePanels_areRefused() {
        assertThatThrownBy(() -> panel(Collections.nCopies(9, FAST))).hasMessageContaining("at most 8");
        assertThatThrownBy(() -> new LineChart.Panel("one", new long[] {1}, 1, List.of(FAST)))
                .hasMessageContaining("at least 2 points");
    }
}
