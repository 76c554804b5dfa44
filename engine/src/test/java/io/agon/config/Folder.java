package io.agon.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with an experiment and small data of each kind. */
public record Folder(Path root) {

    public static Folder in(Path root) {
        var folder = new Folder(root);
        folder.write("scores.csv", "item,A,B,C\n1,3,2,1\n2,3,1,2\n3,2,2,0\n");
        folder.write("duels.csv", "item,arm_a,arm_b,outcome,judge\n1,A,B,a,x\n1,B,A,b,y\n2,A,B,tie,x\n");
        folder.write("rates.csv", "rate,policy\n0.5,A\n0.6,B\n0.7,C\n");
        folder.write("mu.csv", "policy,A,B,C\nA,0.5,0.8,0.9\nB,0.2,0.5,0.8\nC,0.1,0.2,0.5\n");
        folder.write("answers.jsonl", """
            {"item": "q1", "policy": "A", "answer": "4", "expected": "4"}
            {"item": "q1", "policy": "B", "answer": "5", "expected": "4"}
            """);
        folder.write("inputs.jsonl", "{\"vars\": {\"input\": \"2+2\"}, \"expected\": 4}\n");
        folder.write("p.txt", "Answer {{input}}.\n");
        return folder;
    }

    public Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path write(String name, byte[] bytes) {
        try {
            return Files.write(root.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path experiment(String yaml) {
        return write("agon.yaml", yaml);
    }
}
