package io.agon.policy;

import io.agon.model.ContentHash;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;

/**
 * A policy as one versioned value: two policies with the same hash draw their answers from the same distribution, as
 * far as their provider keeps its word.
 *
 * @param hash SHA-256 in hexadecimal digits of prompt, model, decoding and workflow; of no name and no key
 */
public record PolicyVersion(String hash) {

    static PolicyVersion of(Prompt prompt, Endpoint endpoint, Decoding decoding, Workflow workflow) {
        return new PolicyVersion(
                ContentHash.of(prompt.identity(), endpoint.identity(), decoding.toString(), identity(workflow)));
    }

    private static String identity(Workflow workflow) {
        return switch (workflow) {
            case Workflow.Direct it -> "direct";
            case Workflow.BestOf it -> ContentHash.of("best-of", Integer.toString(it.samples()), identity(it.scorer()));
            case Workflow.Vote it ->
                ContentHash.of("vote", Integer.toString(it.samples()), it.by().toString());
            case Workflow.Critique it ->
                ContentHash.of("critique", Integer.toString(it.rounds()), Conversation.CRITIQUE, Conversation.REVISION);
        };
    }

    private static String identity(Scorer scorer) {
        return switch (scorer) {
            case Scorer.Longest it -> "longest";
            case Scorer.Shortest it -> "shortest";
            case Scorer.Rated it ->
                ContentHash.of(
                        "rated",
                        it.endpoint().identity(),
                        it.prompt().identity(),
                        it.decoding().toString());
        };
    }
}
