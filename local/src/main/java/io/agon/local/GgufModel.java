package io.agon.local;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import io.agon.model.Decoding;
import io.agon.model.Fault;
import io.agon.model.Model;
import io.agon.model.ModelException;
import io.agon.model.ModelId;
import io.agon.model.Reply;
import io.agon.model.Reply.Finish;
import io.agon.model.Request;
import io.agon.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model of llama.cpp. Conversations are written in its {@link ChatFormat}. What the decoding leaves open is
 * temperature 1 and all tokens. A plain schema becomes a grammar that no reply can leave, though a reply that reaches
 * its largest length may be cut off before the end of it.
 *
 * <p>One call at a time, the others wait: a native context is not shared, so that a reply depends on nothing but
 * request and seed. An interruption is seen between tokens.
 *
 * <p>The binding tells texts, not tokens: usage counts the tokens that the texts have. Its own thread is no daemon and
 * lives as long as the process, so that a program that loaded a model ends by {@link System#exit}, as Agon does.
 */
final class GgufModel implements Model {

    private final ModelId id;
    private final String identity;
    private final LlamaModel model;
    private final ChatFormat format;
    private final int context;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock(true);

    /**
     * A loaded model.
     *
     * @param identity all that shapes its replies
     * @param format how conversations are written
     * @param context tokens of prompt and reply
     */
    GgufModel(ModelId id, String identity, LlamaModel model, ChatFormat format, int context, Duration timeout) {
        this.id = id;
        this.identity = identity;
        this.model = model;
        this.format = format;
        this.context = context;
        this.timeout = timeout;
    }

    @Override
    public ModelId id() {
        return id;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Reply complete(Request request, long seed, String key) throws ModelException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return reply(request, seed);
        } catch (RuntimeException e) {
            throw new ModelException(new Fault.Rejected(0), "llama.cpp: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private Reply reply(Request request, long seed) throws ModelException, InterruptedException {
        String prompt = format.prompt(request.messages());
        int input = model.encode(prompt).length + 1;
        if (input >= context) {
            throw new ModelException(
                    new Fault.Rejected(0),
                    "the prompt has %d tokens, but the context of %s holds %d; the parameter context sets it"
                            .formatted(input, id, context));
        }
        int most = Math.min(request.decoding().maxTokens(), context - input);
        StringBuilder text = new StringBuilder();
        int pieces = 0;
        long began = System.nanoTime();
        LlamaIterator parts =
                model.generate(parameters(request, prompt, most, seed)).iterator();
        while (parts.hasNext()) {
            if (Thread.interrupted()) {
                parts.cancel();
                throw new InterruptedException("%s was interrupted".formatted(id));
            }
            if (Duration.ofNanos(System.nanoTime() - began).compareTo(timeout) > 0) {
                parts.cancel();
                throw new ModelException(new Fault.TimedOut(), "%s, after %s".formatted(id, timeout));
            }
            LlamaOutput part = parts.next();
            text.append(part.text);
            // The last part says that it is over, and brings no token.
            pieces += parts.hasNext() ? 1 : 0;
        }
        String whole = text.toString();
        int output = Math.min(most, Math.max(pieces, model.encode(whole).length));
        return new Reply(
                whole,
                output < most ? Finish.STOP : Finish.LENGTH,
                Optional.of(new Usage(input, 0, output)),
                id.name(),
                Optional.empty());
    }

    /** Every sampler of llama.cpp that nobody asked for is switched off. */
    private static InferenceParameters parameters(Request request, String prompt, int most, long seed) {
        Decoding decoding = request.decoding();
        Double temperature = decoding.temperature();
        Double topP = decoding.topP();
        Integer topK = decoding.topK();
        InferenceParameters parameters = new InferenceParameters(prompt)
                .setCachePrompt(false)
                .setNPredict(most)
                // Its seeds have 32 bits, and -1 would be another one each time.
                .setSeed((int) (mixed(seed) & Integer.MAX_VALUE))
                .setTemperature(temperature == null ? 1 : temperature.floatValue())
                .setTopP(topP == null ? 1 : topP.floatValue())
                .setTopK(topK == null ? 0 : topK)
                .setMinP(0)
                .setTypicalP(1)
                .setRepeatPenalty(1);
        List<String> stop =
                decoding.stop().stream().filter(text -> !text.isEmpty()).toList();
        if (!stop.isEmpty()) {
            parameters.setStopStrings(stop.toArray(String[]::new));
        }
        request.schema().flatMap(SchemaGrammar::of).ifPresent(parameters::setGrammar);
        return parameters;
    }

    /** So that seeds that differ in their upper half only differ here too. */
    private static long mixed(long seed) {
        return (seed ^ (seed >>> 32)) * 0x9E3779B97F4A7C15L >>> 32;
    }
}
