package io.agon.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers made by somebody who wants to win, or to harm, otherwise than by answering: none of them is right. */
public record Hostile(String name, String text) {

    /** All of them. */
    public static List<Hostile> answers() {
        try (InputStream in = Hostile.class.getResourceAsStream("hostile-answers.jsonl")) {
            var answers = new ArrayList<Hostile>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode it = JsonMapper.shared().readTree(line);
                answers.add(new Hostile(
                        it.get("name").asString(),
                        it.get("text").asString().repeat(it.path("repeat").asInt(1))));
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Characters that a terminal would act on, or that change how the text around them looks. */
    public static boolean harmful(int c) {
        int type = Character.getType(c);
        return c != '\n'
                && (type == Character.CONTROL
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR
                        || type == Character.FORMAT);
    }
}
