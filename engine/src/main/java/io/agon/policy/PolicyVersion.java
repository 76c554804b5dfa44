package io.agon.policy;

import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A policy as one versioned value: two policies with the same hash draw their answers from the same distribution, as
 * far as their provider keeps its word.
 *
 * @param hash SHA-256 in hexadecimal digits of prompt, model, decoding and workflow; of no name and no key
 */
public record PolicyVersion(String hash) {

    static PolicyVersion of(Prompt prompt, Endpoint endpoint, Decoding decoding, Workflow workflow) {
        return new PolicyVersion(hash(prompt.identity(), endpoint.identity(), decoding.toString(), identity(workflow)));
    }

    private static String identity(Workflow workflow) {
        return switch (workflow) {
            case Workflow.Direct it -> "direct";
            case Workflow.BestOf it -> hash("best-of", Integer.toString(it.samples()), identity(it.scorer()));
            case Workflow.Vote it ->
                hash("vote", Integer.toString(it.samples()), it.by().toString());
            case Workflow.Critique it ->
                hash("critique", Integer.toString(it.rounds()), Conversation.CRITIQUE, Conversation.REVISION);
        };
    }

    private static String identity(Scorer scorer) {
        return switch (scorer) {
            case Scorer.Longest it -> "longest";
            case Scorer.Shortest it -> "shortest";
            case Scorer.Rated it ->
                hash(
                        "rated",
                        it.endpoint().identity(),
                        it.prompt().identity(),
                        it.decoding().toString());
        };
    }

    /** Of the parts, each with its length. */
    static String hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
