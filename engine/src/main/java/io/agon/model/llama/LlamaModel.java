package io.agon.model.llama;

import io.agon.model.Fault;
import io.agon.model.Message;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Reply;
import io.agon.model.Reply.Finish;
import io.agon.model.Request;
import io.agon.model.Usage;
import io.agon.procedure.Randomness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Continues texts. It is no chat model: its prompt is the texts of the messages as they are, the system's first, with
 * nothing between them and no word on who says what; the reply is what follows. An empty prompt begins a text. A schema
 * is not enforced.
 *
 * <p>A reply is a function of request, seed and files, on any machine. Prompt and reply share the context of the model:
 * a prompt that is longer is rejected, a reply that would be ends there.
 */
final class LlamaModel implements Model {

    private final ModelId id;
    private final Checkpoint checkpoint;
    private final Tokenizer tokenizer;
    private final Duration timeout;

    LlamaModel(ModelId id, Checkpoint checkpoint, Tokenizer tokenizer, Duration timeout) {
        this.id = id;
        this.checkpoint = checkpoint;
        this.tokenizer = tokenizer;
        this.timeout = timeout;
    }

    @Override
    public ModelId id() {
        return id;
    }

    @Override
    public String identity() {
        return "%s %s".formatted(id, checkpoint.digest());
    }

    @Override
    public Reply complete(Request request, long seed, String key) throws ModelException, InterruptedException {
        long began = System.nanoTime();
        int[] prompt = prompt(request);
        int context = checkpoint.weights().shape().context();
        // The last token of a reply is not read again, so that it may stand just behind the context.
        int most = Math.min(request.decoding().maxTokens(), context - prompt.length + 1);
        Transformer text = new Transformer(checkpoint.weights(), prompt.length + most - 1);
        for (int token : prompt) {
            check(began);
            text.read(token);
        }
        Sampler sampler = new Sampler(request.decoding(), Randomness.of(seed, "tokens").stream(0));
        Draft draft = new Draft(request.decoding().stop());
        int drawn = 0;
        Finish finish = Finish.LENGTH;
        while (drawn < most) {
            int token = sampler.draw(finite(text.logits()));
            if (token == Tokenizer.BEGIN || token == Tokenizer.END) {
                finish = Finish.STOP;
                break;
            }
            byte[] piece = tokenizer.piece(token);
            // The tokenizer put a space before the text; a text that begins here is shown without it.
            boolean spaced = drawn == 0 && prompt.length == 1 && piece.length > 0 && piece[0] == ' ';
            drawn++;
            if (draft.add(spaced ? Arrays.copyOfRange(piece, 1, piece.length) : piece)) {
                finish = Finish.STOP;
                break;
            }
            check(began);
            if (drawn < most) {
                text.read(token);
            }
        }
        return new Reply(
                draft.text(),
                finish,
                Optional.of(new Usage(prompt.length, 0, drawn)),
                id.name(),
                Optional.of("sha256:" + checkpoint.digest().substring(0, 16)));
    }

    /** The tokens before the reply, the one that begins a text among them. */
    private int[] prompt(Request request) throws ModelException {
        StringBuilder text = new StringBuilder();
        for (Message message : request.messages()) {
            text.append(message.text());
        }
        int context = checkpoint.weights().shape().context();
        String prompt = text.toString();
        // A prompt of megabytes is not even cut into tokens.
        long least = 1 + tokenizer.atLeast(prompt.getBytes(StandardCharsets.UTF_8).length);
        if (least > context) {
            throw tooLong("at least " + least, context);
        }
        int[] encoded = tokenizer.encode(prompt);
        if (encoded.length >= context) {
            throw tooLong(Integer.toString(encoded.length + 1), context);
        }
        int[] tokens = new int[encoded.length + 1];
        tokens[0] = Tokenizer.BEGIN;
        System.arraycopy(encoded, 0, tokens, 1, encoded.length);
        return tokens;
    }

    private ModelException tooLong(String tokens, int context) {
        return new ModelException(
                new Fault.Rejected(0),
                "the prompt has %s tokens, but the context of %s holds %d".formatted(tokens, id, context));
    }

    private void check(long began) throws ModelException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("%s was interrupted".formatted(id));
        }
        if (Duration.ofNanos(System.nanoTime() - began).compareTo(timeout) > 0) {
            throw new ModelException(new Fault.TimedOut(), "%s, after %s".formatted(id, timeout));
        }
    }

    private float[] finite(float[] logits) throws ModelException {
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new ModelException(
                        new Fault.Rejected(0), "%s overflows on this prompt: its weights are damaged".formatted(id));
            }
        }
        return logits;
    }
}
