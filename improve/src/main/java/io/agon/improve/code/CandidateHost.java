package io.agon.improve.code;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Runs inside the sandbox: compiles a candidate in memory and answers calls over the standard streams. It uses nothing
 * but the JDK, and trusts nothing to the candidate: what it says is checked outside.
 *
 * <p>Protocol, in the form of {@link DataOutputStream}. A text is its length in bytes and UTF-8. First in: name of the
 * method, types of its parameters and of its result as one letter each (n, t, b, l), the source. Then each call:
 * whether to load the classes anew, which forgets their static fields, and the arguments in order. Out, for the source
 * and for each call: {@code true} and the value (none for the source), or {@code false} and why; 2 in place of false
 * when the child is of no more use.
 */
final class CandidateHost {

    /** Name of the class around the candidate's code. */
    static final String CLASS = "Candidate";

    static final String BEFORE =
            "import java.util.*; import java.util.function.*; import java.util.stream.*; public final class Candidate"
                    + " {\n";

    /** Said when the method is not there. */
    static final String MISSING = "The code must have the method";

    private static final int SHOWN = 2_000;

    private CandidateHost() {}

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws Exception {
        var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(System.out);
        endWithParent();
        try {
            serve(in, out);
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void endWithParent() {
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            while (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == parent) {
                try {
                    Thread.sleep(1_000);
                } catch (InterruptedException e) {
                    // Only the candidate interrupts it.
                }
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private static void serve(DataInputStream in, DataOutputStream out) throws IOException {
        String name = text(in);
        String types = text(in);
        String result = text(in);
        String source = text(in);
        Map<String, byte[]> classes;
        Method method;
        try {
            classes = compiled(source);
            method = method(classes, name, types, result);
            answer(out, true, 'b', true);
        } catch (IllegalArgumentException e) {
            answer(out, false, 't', String.valueOf(e.getMessage()));
            return;
        } catch (Throwable e) {
            answer(out, false, 't', "the compiler failed: " + e);
            return;
        }
        ThreadGroup threads = Thread.currentThread().getThreadGroup();
        while (threads.getParent() != null) {
            threads = threads.getParent();
        }
        int before = threads.activeCount();
        var properties = (Properties) System.getProperties().clone();
        while (true) {
            if (in.readBoolean()) {
                System.setProperties((Properties) properties.clone());
                method = again(classes, name, types, result);
            }
            var values = new Object[types.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(in, types.charAt(i));
            }
            Object value = null;
            String why = "it gives null";
            try {
                value = method.invoke(null, values);
            } catch (Throwable e) {
                why = described(e);
            }
            if (threads.activeCount() > before) {
                out.writeByte(2);
                text(out, value == null ? why : "it leaves threads behind; work on the thread that calls");
            } else if (value == null) {
                answer(out, false, 't', why);
            } else {
                answer(out, true, result.charAt(0), value);
            }
        }
    }

    private static String described(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof InvocationTargetException || cause instanceof ExceptionInInitializerError)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String where = Arrays.stream(cause.getStackTrace())
                .filter(it -> it.getClassName().startsWith(CLASS))
                .findFirst()
                .map(it -> "Line %d: ".formatted(it.getLineNumber() - 1))
                .orElse("");
        String text = where + cause;
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    private static Map<String, byte[]> compiled(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var files = new Files(compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8));
        var unit = new Output(CLASS, JavaFileObject.Kind.SOURCE, BEFORE + source + "\n}\n");
        List<String> options = List.of("-proc:none", "-implicit:none", "-nowarn", "-g:lines,source", "-cp", "/none");
        boolean done = compiler.getTask(Writer.nullWriter(), files, diagnostics, options, null, List.of(unit))
                .call();
        if (!done) {
            throw new IllegalArgumentException(diagnostics.getDiagnostics().stream()
                    .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
                    .findFirst()
                    .map(it -> "Line %d, column %d: %s"
                            .formatted(it.getLineNumber() - 1, it.getColumnNumber(), it.getMessage(Locale.ROOT)))
                    .map(it -> it.substring(0, Math.min(SHOWN, it.length())))
                    .orElse("it does not compile"));
        }
        var classes = new HashMap<String, byte[]>();
        files.made.forEach((name, output) -> classes.put(name, output.bytes.toByteArray()));
        return classes;
    }

    private static Method method(Map<String, byte[]> classes, String name, String types, String result)
            throws ClassNotFoundException {
        Class<?> candidate = Class.forName(CLASS, false, new Loader(classes));
        Class<?>[] parameters = types.chars().mapToObj(it -> type((char) it)).toArray(Class<?>[]::new);
        Method method = Arrays.stream(candidate.getDeclaredMethods())
                .filter(it -> it.getName().equals(name)
                        && Modifier.isStatic(it.getModifiers())
                        && it.getReturnType() == type(result.charAt(0))
                        && Arrays.equals(it.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(MISSING));
        method.setAccessible(true);
        return method;
    }

    /** The method in classes that remember nothing. */
    private static Method again(Map<String, byte[]> classes, String name, String types, String result) {
        try {
            return method(classes, name, types, result);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(char letter) {
        return switch (letter) {
            case 'n' -> double.class;
            case 't' -> String.class;
            case 'b' -> boolean.class;
            default -> double[].class;
        };
    }

    private static Object value(DataInputStream in, char letter) throws IOException {
        return switch (letter) {
            case 'n' -> in.readDouble();
            case 't' -> text(in);
            case 'b' -> in.readBoolean();
            default -> {
                var list = new double[in.readInt()];
                for (int i = 0; i < list.length; i++) {
                    list[i] = in.readDouble();
                }
                yield list;
            }
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void answer(DataOutputStream out, boolean good, char letter, Object value) throws IOException {
        out.writeBoolean(good);
        switch (letter) {
            case 'n' -> out.writeDouble((double) value);
            case 'b' -> out.writeBoolean((boolean) value);
            case 't' -> text(out, (String) value);
            default -> {
                double[] list = (double[]) value;
                out.writeInt(list.length);
                for (double it : list) {
                    out.writeDouble(it);
                }
            }
        }
        out.flush();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** Classes of a candidate; it sees those of the JDK besides, and none of ours. */
    static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(ClassLoader.getPlatformClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Keeps what the compiler makes in memory. */
    static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Output> made = new HashMap<>();

        Files(JavaFileManager others) {
            super(others);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return made.computeIfAbsent(name, Output::new);
        }
    }

    /** A class or a source, in memory. */
    static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final String source;

        Output(String name) {
            this(name, Kind.CLASS, "");
        }

        Output(String name, Kind kind, String source) {
            super(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
