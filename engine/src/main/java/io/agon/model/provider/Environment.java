package io.agon.model.provider;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Environment variables: those of the process, then those of {@code .env} files. An empty value is none. */
public final class Environment {

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Exactly these. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(variables);
    }

    /** Those of this process, then of {@code .env} in the folder of the experiment, then in the working directory. */
    public static Environment ofProcess(Path folder) {
        return of(System.getenv(), List.of(folder, Path.of("")));
    }

    /**
     * With {@code .env} files.
     *
     * @param real wins over every file
     * @param folders an earlier one wins over a later one
     */
    public static Environment of(Map<String, String> real, List<Path> folders) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Path folder : folders.reversed()) {
            all.putAll(filled(DotEnv.read(folder.resolve(".env"))));
        }
        all.putAll(filled(real));
        return new Environment(all);
    }

    /** The value of a variable, without blanks around it. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    }

    private static Map<String, String> filled(Map<String, String> variables) {
        Map<String, String> filled = new LinkedHashMap<>(variables);
        filled.values().removeIf(String::isBlank);
        return filled;
    }
}
