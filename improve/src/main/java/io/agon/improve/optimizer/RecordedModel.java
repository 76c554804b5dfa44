package io.agon.improve.optimizer;

import io.agon.config.ConfigException;
import io.agon.config.Problem;
import io.agon.config.Problems;
import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.ModelException;
import io.agon.policy.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replies that were written down, by the step that they answer: what was asked does not matter, so that a loop that is
 * done again, or goes on after a kill, gets the same ones.
 */
public final class RecordedModel implements OptimizerModel {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String> replies;

    /** Replies by step. */
    public RecordedModel(Map<String, String> replies) {
        this.replies = Map.copyOf(replies);
    }

    /**
     * Reads a file of JSON lines {@code {"step": "update 7", "reply": "text"}}; the n-th line that has no step answers
     * {@code update n}, so that a list of replies is in the order of updates.
     *
     * @throws ConfigException with all that is wrong with the file
     */
    public static RecordedModel read(Path file) {
        List<String> lines;
        try {
            lines = Files.readString(file).lines().toList();
        } catch (IOException e) {
            throw Problems.of(file, "cannot be read; write a file of lines {\"reply\": \"text\"}");
        }
        var replies = new HashMap<String, String>();
        var problems = new ArrayList<Problem>();
        int update = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            JsonNode line = object(lines.get(i));
            if (!line.path("reply").isString()
                    || line.has("step") && !line.path("step").isString()) {
                problems.add(new Problem(
                        file, i + 1, 0, "", "must be an object {\"step\": \"update 7\", \"reply\": \"text\"}"));
                continue;
            }
            String step = line.has("step") ? line.path("step").stringValue() : "update " + ++update;
            if (replies.put(step, line.path("reply").stringValue()) != null) {
                problems.add(new Problem(
                        file, i + 1, 0, "", "is a second reply to '%s'; keep one for each step".formatted(step)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new RecordedModel(replies);
    }

    private static JsonNode object(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public String reply(List<Message> messages, String step, Turn turn) throws ModelException {
        String reply = replies.get(step);
        if (reply == null) {
            throw new ModelException(
                    new Fault.Rejected(0),
                    "no reply to '%s' is recorded, only %d others; record it or end the loop before"
                            .formatted(step, replies.size()));
        }
        return reply;
    }
}
