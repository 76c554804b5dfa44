package io.agon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class BarChartTest {

    private static String chart(String title, Summary... summaries) {
        return new BarChart(title, "below", 224, "agon").svg(List.of(summaries));
    }

    private static Summary summary(String rule, long cap) throws Exception {
        return Simulation.of(InstancesTest.named("bt10-.60"), 0.05, 5, 1)
                .cappedAt(cap)
                .run(SimulationTest.entrant(rule));
    }

    @Test
    void picture_isWellFormedAndLabelled() throws Exception {
        String svg = chart("<a> & \"b\"", summary("agon", 100_000), summary("round-robin", 100_000));
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("text").getLength()).isGreaterThan(5);
        assertThat(svg)
                .contains("agon", "round-robin", "limit", "&lt;a&gt; &amp; &quot;b&quot;")
                .doesNotContain("NaN");
    }

    @Test
    void cappedRules_areMarked() throws Exception {
        assertThat(chart("capped", summary("round-robin", 50))).contains("over 50");
    }
}
