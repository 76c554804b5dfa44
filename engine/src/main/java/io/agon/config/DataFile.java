package io.agon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Text files in UTF-8, plain or gzipped. */
final class DataFile {

    private DataFile() {}

    /**
     * The text of a file whose name may end in {@code .gz}, without a byte-order mark.
     *
     * @throws ConfigException when it cannot be read or is not UTF-8
     */
    static String text(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
            if (file.toString().endsWith(".gz")) {
                try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
                    bytes = in.readAllBytes();
                }
            }
        } catch (NoSuchFileException e) {
            throw Problems.of(file, "there is no such file");
        } catch (AccessDeniedException e) {
            throw Problems.of(file, "the file may not be read; check its permissions");
        } catch (ZipException | java.io.EOFException e) {
            throw Problems.of(file, "is not a whole gzip file although its name ends in .gz");
        } catch (IOException e) {
            throw Problems.of(
                    file,
                    Files.isDirectory(file) ? "is a folder, but a file is needed" : "cannot be read: " + e.getMessage());
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            int line = firstBadLine(bytes);
            throw new ConfigException(java.util.List.of(
                    new Problem(file, line, 0, "", "is not UTF-8 here; save the file in the encoding UTF-8")));
        }
    }

    private static int firstBadLine(byte[] bytes) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                try {
                    var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
                } catch (CharacterCodingException e) {
                    return line;
                }
                line++;
                start = i + 1;
            }
        }
        return 0;
    }
}
