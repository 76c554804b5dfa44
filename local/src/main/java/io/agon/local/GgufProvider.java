package io.agon.local;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import io.agon.model.Model;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.ModelProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code local:FILE.gguf} by llama.cpp. Parameters, all optional: {@code chat}, a {@link ChatFormat} (default:
 * that of the file's template, and without one none); {@code context}, tokens of prompt and reply together (default:
 * what the model was trained for, at most {@value #DEFAULT_CONTEXT}); {@code threads} (default: all processors);
 * {@code gpu_layers} (default 0).
 */
public final class GgufProvider implements ModelProvider {

    /** Tokens of prompt and reply when nothing is said and the model could take more. */
    public static final int DEFAULT_CONTEXT = 4096;

    private static final Set<String> PARAMETERS = Set.of("chat", "context", "gpu_layers", "threads");
    private static final String FOLDER = "de.kherud.llama.lib.path";

    /** Called by the service loader. */
    public GgufProvider() {}

    @Override
    public boolean serves(ModelId id) {
        return id.provider().equals("local")
                && id.name().toLowerCase(Locale.ROOT).endsWith(".gguf");
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public Model open(ModelId id, ModelOptions options) {
        for (String name : options.parameters().keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw new IllegalArgumentException("%s knows no parameter '%s'; there are %s."
                        .formatted(id, name, PARAMETERS.stream().sorted().toList()));
            }
        }
        Path path = file(id, options.home());
        GgufFile file;
        try {
            file = GgufFile.read(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(path, e), e);
        }
        int trained = (int) Math.clamp(file.context().orElse(DEFAULT_CONTEXT), 1, DEFAULT_CONTEXT);
        int context = number(options.parameters(), "context", trained);
        ModelParameters parameters = new ModelParameters()
                .setModel(path.toString())
                .setCtxSize(context)
                .setThreads(number(
                        options.parameters(), "threads", Runtime.getRuntime().availableProcessors()))
                .disableContextShift()
                .disableLog();
        int gpuLayers = number(options.parameters(), "gpu_layers", 0);
        if (gpuLayers > 0) {
            parameters.setGpuLayers(gpuLayers);
        }
        ChatFormat format = format(path, file, options.parameters().get("chat"));
        String identity = "%s of %s, %s, context %d".formatted(id, version(path), format, context);
        return new GgufModel(id, identity, load(path, parameters), format, context, options.timeout());
    }

    /** These files are too large to be read for a hash. */
    private static String version(Path path) {
        try {
            return "%d bytes, %s".formatted(Files.size(path), Files.getLastModifiedTime(path));
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static ChatFormat format(Path path, GgufFile file, @Nullable Object named) {
        if (named != null) {
            return ChatFormat.named(named.toString());
        }
        Optional<String> template = file.chatTemplate();
        if (template.isEmpty()) {
            return ChatFormat.NONE;
        }
        return ChatFormat.of(template.get())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The chat template of %s is of no known kind: choose one of %s by the parameter chat."
                                .formatted(path, ChatFormat.names())));
    }

    private static Path file(ModelId id, Path home) {
        Path path;
        try {
            path = home.resolve(id.name());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'%s' is no name of a file: %s".formatted(id.name(), e.getReason()), e);
        }
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "There is no model %s: write local:FILE, from the folder of the experiment.".formatted(path));
        }
        return path;
    }

    private static int number(Map<String, Object> parameters, String name, int otherwise) {
        Object value = parameters.getOrDefault(name, otherwise);
        if (value instanceof Number number && number.intValue() >= 0 && number.doubleValue() == number.intValue()) {
            return number.intValue();
        }
        throw new IllegalArgumentException("%s is %s, but it must be a whole number.".formatted(name, value));
    }

    private static synchronized LlamaModel load(Path path, ModelParameters parameters) {
        try {
            unpack();
            return new LlamaModel(parameters);
        } catch (LinkageError | IOException e) {
            throw new IllegalArgumentException(
                    ("llama.cpp cannot be loaded on %s %s (%s): serve the model by Ollama or another server, or use"
                                    + " local:FILE.bin.")
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e),
                    e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    ("llama.cpp (of June 2025) cannot load %s: %s. It may be damaged, of a newer kind, or too large"
                                    + " for the memory.")
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    /**
     * Unpacks the native library into a folder of this process. The binding would unpack it to one name in the common
     * folder for temporary files, where another process may overwrite it, and would say so on stdout, which is Agon's.
     */
    private static void unpack() throws IOException {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        String library = System.mapLibraryName("jllama");
        try (InputStream packed =
                LlamaModel.class.getResourceAsStream("%s/%s/%s".formatted(system(), machine(), library))) {
            if (packed == null) {
                throw new IOException("it brings no library for this system");
            }
            Path folder = Files.createTempDirectory("agon-llama");
            Path unpacked = folder.resolve(library);
            Files.copy(packed, unpacked);
            // What is registered last is deleted first.
            folder.toFile().deleteOnExit();
            unpacked.toFile().deleteOnExit();
            System.setProperty(FOLDER, folder.toString());
        }
    }

    /** As the folders in the binding's jar are called. */
    private static String system() {
        String name = System.getProperty("os.name");
        return name.startsWith("Windows") ? "Windows" : name.startsWith("Mac") ? "Mac" : name;
    }

    private static String machine() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> name;
        };
    }
}
