package io.agon.train.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide shows in Java compiles, and what it says of a telling is true. */
class HowToTest {

    private static final Path GUIDE = Path.of("..", "docs", "how-to", "language-agents.md");

    @Test
    void codeOfTheGuide_compiles(@TempDir Path classes) throws Exception {
        String code = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(Files.readString(GUIDE))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.joining("\n"));
        assertThat(code).contains("new RegretLoop<>").contains("new CommandFineTuner");
        String imports = List.of(
                        "io.agon.budget.*",
                        "io.agon.decide.*",
                        "io.agon.decide.language.*",
                        "io.agon.judge.Program",
                        "io.agon.model.*",
                        "io.agon.model.provider.Models",
                        "io.agon.loop.*",
                        "io.agon.policy.Prompt",
                        "io.agon.train.*",
                        "io.agon.train.language.*",
                        "java.nio.file.Path",
                        "java.time.Duration",
                        "java.util.*")
                .stream()
                .map("import %s;\n"::formatted)
                .collect(Collectors.joining());
        String source = imports + "class Guide { void show() throws Exception {\n" + code + "\n}}";
        var problems = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///Guide.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = Arrays.asList(
                "-d",
                classes.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        boolean compiled = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .getTask(null, null, problems, options, null, List.of(file))
                .call();
        assertThat(problems.getDiagnostics())
                .filteredOn(it -> it.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .isEmpty();
        assertThat(compiled).isTrue();
    }

    @Test
    void tellingOfTheGuide_isTheDefault() throws Exception {
        assertThat(Files.readString(GUIDE))
                .contains("\n" + io.agon.decide.language.Telling.DEFAULT.description() + "\n");
    }
}
