package io.agon.model.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .env} files: lines {@code NAME=value}, an {@code export} before them overlooked, {@code #} begins a
 * comment at the start of a line or after a blank. In double quotes, which may span lines, {@code \n}, {@code \t},
 * {@code \r} and {@code \} before any other character are escapes; in single quotes nothing is. What is no such line is
 * overlooked, because these files are shared with other programs. Variables are not expanded.
 */
final class DotEnv {

    private static final Pattern NAME = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*=[ \\t]*");

    private DotEnv() {}

    /** The variables of a file; none when there is no such file. A later line wins. */
    static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read. Check its permissions.".formatted(file), e);
        }
    }

    static Map<String, String> parse(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        content = content.replace("\r\n", "\n").replace('\r', '\n');
        Map<String, String> variables = new LinkedHashMap<>();
        int at = 0;
        while (at < content.length()) {
            int end = content.indexOf('\n', at);
            end = end < 0 ? content.length() : end;
            Matcher name = NAME.matcher(content).region(at, end);
            if (!name.lookingAt()) {
                at = end + 1;
                continue;
            }
            int value = name.end();
            char quote = value < content.length() ? content.charAt(value) : '\n';
            int close = quote == '"' || quote == '\'' ? closing(content, value + 1, quote) : -1;
            if (close < 0) {
                variables.put(name.group(1), bare(content.substring(Math.min(value, end), end)));
                at = end + 1;
            } else {
                String quoted = content.substring(value + 1, close);
                variables.put(name.group(1), quote == '"' ? unescape(quoted) : quoted);
                int next = content.indexOf('\n', close);
                at = next < 0 ? content.length() : next + 1;
            }
        }
        return variables;
    }

    private static int closing(String content, int from, char quote) {
        for (int at = from; at < content.length(); at++) {
            char one = content.charAt(at);
            if (one == quote) {
                return at;
            }
            if (one == '\\' && quote == '"') {
                at++;
            }
        }
        return -1;
    }

    private static String bare(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) == '#' && (at == 0 || Character.isWhitespace(value.charAt(at - 1)))) {
                return value.substring(0, at).strip();
            }
        }
        return value.strip();
    }

    private static String unescape(String quoted) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < quoted.length(); at++) {
            char one = quoted.charAt(at);
            if (one == '\\' && at + 1 < quoted.length()) {
                at++;
                char escaped = quoted.charAt(at);
                plain.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> escaped;
                        });
            } else {
                plain.append(one);
            }
        }
        return plain.toString();
    }
}
