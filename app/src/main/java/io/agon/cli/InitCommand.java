package io.agon.cli;

import io.agon.improve.file.ImproveReader;
import io.agon.train.file.TrainReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code agon init}: a first experiment. */
@Command(
        name = "init",
        description = "Writes a commented agon.yaml and recorded data that run at once, without network or keys.",
        sortOptions = false,
        footer = {"", "Examples:", "  agon init demo && agon run demo", "  agon init --example inventory my-inventory"})
final class InitCommand implements Callable<Integer> {

    private static final String RESOURCES = "/io/agon/cli/init/";
    private static final String STARTER = "starter";

    /** The file that makes a folder an example, and the command that runs it. */
    private static final Map<String, String> MAIN_FILES =
            Map.of("agon.yaml", "run", TrainReader.FILE, "train", ImproveReader.FILE, "improve");

    /** A file of another example: written below the folder and named there, so that the folder stands alone. */
    private static final Pattern BORROWED = Pattern.compile("\\.\\./([A-Za-z0-9-]+)/([A-Za-z0-9._/-]*[A-Za-z0-9])");

    private static final Pattern TEXT = Pattern.compile(".*\\.(yaml|md)");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = ".", description = "Default: the current folder.")
    Path folder = Path.of(".");

    @Option(
            names = "--example",
            paramLabel = "NAME",
            defaultValue = STARTER,
            description = "starter, or one of the complete examples; '--example list' names them. Default: starter.")
    String example = STARTER;

    @Option(names = "--force", description = "Overwrite files that exist.")
    boolean force;

    /**
     * A file of an example.
     *
     * @param example whose it is
     * @param file path below the folder
     */
    private record Item(String example, String file) {

        /** Where it stands in a folder of this example. */
        String in(String home) {
            return example.equals(home) ? file : example + "/" + file;
        }
    }

    @Override
    public Integer call() throws IOException {
        Console console = main.console();
        List<Item> index = index();
        List<String> names = index.stream().map(Item::example).distinct().toList();
        if (example.equals("list")) {
            console.document(Json.fields().with("examples", names).toString());
            names.forEach(console::line);
            return Exit.OK;
        }
        List<Item> items = withBorrowed(
                index.stream().filter(item -> item.example().equals(example)).toList(), index);
        if (items.isEmpty()) {
            throw new UsageException(
                    "There is no example '%s'. The examples are: %s.".formatted(example, String.join(", ", names)));
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("'%s' is a file, not a folder.".formatted(folder));
        }
        for (Item item : items) {
            if (!force && Files.exists(folder.resolve(item.in(example)))) {
                throw new UsageException("'%s' exists and is not overwritten. Name another folder, or add --force."
                        .formatted(folder.resolve(item.in(example))));
            }
        }
        List<String> written = new ArrayList<>();
        for (Item item : items) {
            Path target = folder.resolve(item.in(example));
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.write(target, content(item, items));
            written.add(target.normalize().toString());
        }
        console.document(Json.fields()
                .with("folder", folder.toString())
                .with("files", written)
                .toString());
        written.forEach(file -> console.line("written: " + file));
        console.line("");
        String command = items.stream()
                .map(item -> MAIN_FILES.get(item.in(example)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("run");
        console.line("Next: agon " + command + (folder.normalize().toString().isEmpty() ? "" : " " + folder));
        return Exit.OK;
    }

    /** These and the files of other examples that their YAML names. */
    private static List<Item> withBorrowed(List<Item> own, List<Item> index) throws IOException {
        var items = new LinkedHashSet<>(own);
        for (Item item : own) {
            if (item.file().endsWith(".yaml")) {
                BORROWED.matcher(text(item))
                        .results()
                        .map(it -> new Item(it.group(1), it.group(2)))
                        .filter(index::contains)
                        .forEach(items::add);
            }
        }
        return List.copyOf(items);
    }

    /** As it is written: what it names of borrowed files stands below the folder. */
    private static byte[] content(Item item, List<Item> items) throws IOException {
        if (!TEXT.matcher(item.file()).matches()) {
            return bytes(item);
        }
        return BORROWED.matcher(text(item))
                .replaceAll(it -> Matcher.quoteReplacement(
                        items.contains(new Item(it.group(1), it.group(2)))
                                ? it.group(1) + "/" + it.group(2)
                                : it.group()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Item item) throws IOException {
        return new String(bytes(item), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Item item) throws IOException {
        try (InputStream in = resource(item.example() + "/" + item.file())) {
            return in.readAllBytes();
        }
    }

    /**
     * Every file of every example: the folders below {@link #RESOURCES} with one of {@link #MAIN_FILES} in them, in a
     * jar or in a folder of classes.
     */
    private static List<Item> index() throws IOException {
        URL place = InitCommand.class.getResource(RESOURCES + STARTER + "/agon.yaml");
        if (place == null) {
            throw new IOException("this jar lacks " + RESOURCES + "; build it anew");
        }
        try {
            URI root = place.toURI();
            if (!root.getScheme().equals("jar")) {
                return index(Path.of(root.resolve("..")));
            }
            try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                return index(jar.getPath(RESOURCES));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static List<Item> index(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.indexOf('/') > 0)
                    .sorted(Comparator.comparing((String file) -> !file.startsWith(STARTER + "/"))
                            .thenComparing(Comparator.naturalOrder()))
                    .map(file -> file.split("/", 2))
                    .filter(parts -> MAIN_FILES.keySet().stream()
                            .anyMatch(
                                    name -> Files.exists(root.resolve(parts[0]).resolve(name))))
                    .map(parts -> new Item(parts[0], parts[1]))
                    .toList();
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = InitCommand.class.getResourceAsStream(RESOURCES + name);
        if (in == null) {
            throw new IOException("this jar lacks " + RESOURCES + name + "; build it anew");
        }
        return in;
    }
}
