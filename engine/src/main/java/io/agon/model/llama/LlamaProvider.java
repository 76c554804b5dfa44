package io.agon.model.llama;

import io.agon.model.Model;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Serves {@code local:FILE.bin}: checkpoints of llama2.c. The tokenizer is the file that the parameter
 * {@value #TOKENIZER} names, else the only {@code tok*.bin} beside the model.
 */
public final class LlamaProvider implements ModelProvider {

    /** The parameter that names the file of the tokenizer. */
    public static final String TOKENIZER = "tokenizer";

    /** Called by the service loader. */
    public LlamaProvider() {}

    @Override
    public boolean serves(ModelId id) {
        return id.provider().equals("local") && lower(id.name()).endsWith(".bin");
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public Model open(ModelId id, ModelOptions options) {
        for (String name : options.parameters().keySet()) {
            if (!name.equals(TOKENIZER)) {
                throw new IllegalArgumentException(
                        "%s knows no parameter '%s'; the only one is %s.".formatted(id, name, TOKENIZER));
            }
        }
        Path file = resolve(options.home(), id.name());
        require(file, "There is no model %s: write local:FILE, from the folder of the experiment.");
        Path tokenizer;
        if (options.parameters().get(TOKENIZER) instanceof Object named) {
            tokenizer = resolve(options.home(), named.toString());
            require(tokenizer, "There is no tokenizer %s: name the model's own in the parameter tokenizer.");
        } else {
            tokenizer = beside(file);
        }
        try {
            Checkpoint checkpoint = Checkpoint.read(file);
            int vocabulary = checkpoint.weights().shape().vocabulary();
            return new LlamaModel(id, checkpoint, Tokenizer.read(tokenizer, vocabulary), options.timeout());
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(id, e), e);
        }
    }

    private static Path resolve(Path home, String name) {
        try {
            return home.resolve(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'%s' is no name of a file: %s".formatted(name, e.getReason()), e);
        }
    }

    private static void require(Path file, String message) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(message.formatted(file));
        }
    }

    private static Path beside(Path model) {
        Path folder = model.toAbsolutePath().getParent();
        List<Path> found = new ArrayList<>();
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> isTokenizer(lower(String.valueOf(file.getFileName()))))
                        .filter(file -> !file.equals(model.toAbsolutePath()))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new IllegalArgumentException("%s cannot be listed: %s".formatted(folder, e), e);
            }
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "Beside %s there must be one tokenizer (tok*.bin), but there are %d%s: name it in the parameter %s."
                            .formatted(
                                    model,
                                    found.size(),
                                    found.isEmpty()
                                            ? ""
                                            : found.stream()
                                                    .map(Path::getFileName)
                                                    .toList(),
                                    TOKENIZER));
        }
        return found.getFirst();
    }

    private static boolean isTokenizer(String name) {
        return name.startsWith("tok") && name.endsWith(".bin");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
