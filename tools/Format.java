import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Checks or mends the format of the Java files of the repository: {@code Format check|write ROOT VERSION PART}, where
 * {@code PART} is a folder or file below {@code ROOT}, {@code .} for all.
 *
 * <p>The build runs this file from source on the JDK of the toolchain (see the parent pom). Fingerprints of texts found
 * well formatted are kept under {@code target/}, so that an unchanged file is not parsed again. Faults are left in
 * {@code target/format-faults.txt}, which fails the build: a failing process would bury them under a stack trace.
 */
final class Format {
    private static final String MEND = "mvn -q -N -Pformat process-sources";
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

    public static void main(String[] args) throws IOException {
        boolean write = args[0].equals("write");
        Path root = Path.of(args[1]).toAbsolutePath().normalize();
        Path known = root.resolve("target").resolve("format-" + args[2] + ".sha256");
        Set<String> before = Files.exists(known) ? Set.copyOf(Files.readAllLines(known)) : Set.of();
        Path part = root.resolve(args[3]).normalize();
        boolean whole = part.equals(root);
        Set<String> good = new ConcurrentSkipListSet<>(whole ? Set.of() : before);
        Set<String> faults = new ConcurrentSkipListSet<>();
        Set<String> mended = new ConcurrentSkipListSet<>();
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());

        List<Path> sources = Files.isDirectory(part) ? sources(part) : List.of(part);
        sources.parallelStream().forEach(file -> {
            try {
                String text = Files.readString(file);
                String fingerprint = fingerprint(text);
                if (before.contains(fingerprint)) {
                    good.add(fingerprint);
                    return;
                }
                String wanted = formatter.formatSourceAndFixImports(text);
                if (wanted.equals(text)) {
                    good.add(fingerprint);
                } else if (write) {
                    Files.writeString(file, wanted);
                    good.add(fingerprint(wanted));
                    mended.add(root.relativize(file).toString());
                } else {
                    faults.add(root.relativize(file) + ":" + firstDifference(text, wanted));
                }
            } catch (FormatterException e) {
                faults.add(root.relativize(file) + ": cannot be parsed: " + e.getMessage());
            } catch (IOException e) {
                faults.add(root.relativize(file) + ": cannot be read or written: " + e);
            }
        });

        Files.createDirectories(known.getParent());
        Files.write(known, good);
        mended.forEach(file -> System.out.println("formatted " + file));
        Path report = root.resolve("target").resolve("format-faults.txt");
        if (faults.isEmpty()) {
            Files.deleteIfExists(report);
        } else {
            List<String> lines = new ArrayList<>();
            lines.add("Not formatted (" + faults.size() + " of " + sources.size() + " Java files):");
            faults.forEach(fault -> lines.add("  " + fault));
            lines.add("Mend with: " + MEND);
            Files.write(report, lines);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        Set<Path> found = new TreeSet<>();
        try (Stream<Path> children = Files.list(root)) {
            for (Path child : children.toList()) {
                String name = child.getFileName().toString();
                if (!Files.isDirectory(child) || name.startsWith(".") || NOT_OURS.contains(name)) {
                    continue;
                }
                found.addAll(sources(child));
            }
        }
        try (Stream<Path> children = Files.list(root)) {
            children.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
        }
        return List.copyOf(found);
    }

    private static String firstDifference(String text, String wanted) {
        List<String> is = text.lines().toList();
        List<String> should = wanted.lines().toList();
        for (int i = 0; i < Math.min(is.size(), should.size()); i++) {
            if (!is.get(i).equals(should.get(i))) {
                return (i + 1) + ": is |" + is.get(i).strip() + "| should be |" + should.get(i) + "|";
            }
        }
        return Math.min(is.size(), should.size()) + ": the end of the file";
    }

    private static String fingerprint(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
