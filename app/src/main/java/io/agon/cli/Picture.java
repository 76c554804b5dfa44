package io.agon.cli;

import io.agon.lab.BarChart;
import io.agon.lab.Rules;
import io.agon.lab.Simulation;
import io.agon.lab.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A file to draw to. */
final class Picture {

    private final Console console;
    private final Path file;

    Picture(Console console, Path file) {
        this.console = console;
        this.file = file;
    }

    /** What rules need, the quickest first. */
    void bars(String title, String subtitle, Simulation.Truth known, List<Summary> summaries) throws IOException {
        var chart = new BarChart(title, subtitle, known.limit() == null ? 0 : known.limit(), Rules.DEFAULT);
        draw(chart.svg(summaries.stream()
                .sorted(Comparator.comparingDouble(Summary::mean))
                .toList()));
    }

    /** This picture. */
    void draw(String svg) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, svg);
        console.note("drawn: " + file);
    }
}
