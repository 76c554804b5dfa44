package io.agon.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Files that stand beside an experiment file and are named in it: one, or several by a glob. */
final class Beside {

    private static final String SCHEME = "file://";

    private Beside() {}

    static boolean isFile(String text) {
        return text.startsWith(SCHEME);
    }

    static String plain(String text) {
        return text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    }

    /**
     * The files that {@code text} names, by name; none when there is no such file, which {@code wrong} is told.
     *
     * @param home the experiment file
     */
    static List<Path> files(String text, Path home, Consumer<String> wrong) {
        String plain = plain(text);
        try {
            if (plain.matches(".*[*?\\[{].*")) {
                List<Path> found = matching(plain, home);
                if (found.isEmpty()) {
                    wrong.accept("no file beside the experiment file matches '%s'".formatted(plain));
                }
                return found;
            }
            Path file = home.resolveSibling(plain);
            if (!Files.exists(file)) {
                wrong.accept("there is no file '%s' beside the experiment file (looked for %s)".formatted(plain, file));
                return List.of();
            }
            if (Files.isDirectory(file)) {
                wrong.accept("'%s' is a folder, but a file is needed; for all of its files write '%s/*'"
                        .formatted(plain, plain.replaceAll("/+$", "")));
                return List.of();
            }
            return List.of(file);
        } catch (InvalidPathException e) {
            wrong.accept("'%s' cannot be the name of a file".formatted(plain));
            return List.of();
        }
    }

    private static List<Path> matching(String glob, Path home) {
        int cut = glob.replaceAll("[*?\\[{].*", "").lastIndexOf('/');
        Path folder = cut < 0
                ? Optional.ofNullable(home.getParent()).orElse(Path.of(""))
                : home.resolveSibling(glob.substring(0, Math.max(1, cut)));
        String rest = glob.substring(cut + 1);
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
            int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
            try (Stream<Path> files = Files.walk(folder, depth)) {
                return files.filter(Files::isRegularFile)
                        .filter(it -> matcher.matches(folder.relativize(it)))
                        .sorted()
                        .toList();
            }
        } catch (IOException | java.util.regex.PatternSyntaxException e) {
            return List.of();
        }
    }
}
