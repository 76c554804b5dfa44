package io.agon.improve.code;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Java program and the child that runs it. What the child says is checked: it is the candidate's. */
final class JavaProgram implements Program {

    private final JavaLanguage language;
    private final Signature signature;
    private final String body;
    private @Nullable JavaChild child;
    private boolean fresh;

    JavaProgram(JavaLanguage language, Signature signature, String body) {
        this.language = language;
        this.signature = signature;
        this.body = body;
    }

    /** A new child that has compiled it. */
    JavaChild start() throws CodeException, InterruptedException {
        close();
        JavaChild started = language.child();
        child = started;
        try {
            compile(started);
        } catch (CodeException e) {
            String why = String.valueOf(e.getMessage());
            throw named() || why.equals(needed()) ? e : new CodeException(needed() + " " + why);
        }
        return started;
    }

    /** Whether something in the code looks like the method; without it other errors only follow from that. */
    private boolean named() {
        return Pattern.compile("\\bstatic\\b[^;{}()]*\\b" + Pattern.quote(signature.name()) + "\\s*\\(")
                .matcher(body)
                .find();
    }

    private String needed() {
        return "%s %s { ... }, with this name and these types."
                .formatted(CandidateHost.MISSING, JavaLanguage.method(signature));
    }

    private void compile(JavaChild started) throws CodeException, InterruptedException {
        started.exchange(language.limits().compile(), "Compiling", (from, to) -> {
            write(to, signature.name());
            write(
                    to,
                    signature.parameters().values().stream()
                            .map(JavaProgram::letter)
                            .collect(Collectors.joining()));
            write(to, letter(signature.result()));
            write(to, body);
            to.flush();
            return read(from, Value.Type.TRUTH);
        });
    }

    @Override
    public Value call(Map<String, Value> arguments) throws CodeException, InterruptedException {
        Arguments.checked(signature, arguments);
        JavaChild running = child != null && child.lives() ? child : start();
        boolean anew = fresh;
        fresh = false;
        return running.exchange(language.limits().call(), "The call", (from, to) -> {
            to.writeBoolean(anew);
            for (String name : signature.parameters().sequencedKeySet()) {
                write(to, arguments.get(name));
            }
            to.flush();
            return read(from, signature.result());
        });
    }

    @Override
    public void fresh() {
        fresh = true;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    private static String letter(Value.Type type) {
        return switch (type) {
            case NUMBER -> "n";
            case TEXT -> "t";
            case TRUTH -> "b";
            case NUMBERS -> "l";
        };
    }

    private static void write(DataOutputStream to, @Nullable Value value) throws IOException {
        switch (value) {
            case Value.Num it -> to.writeDouble(it.value());
            case Value.Text it -> write(to, it.value());
            case Value.Truth it -> to.writeBoolean(it.value());
            case Value.Numbers it -> {
                to.writeInt(it.values().size());
                for (double number : it.values()) {
                    to.writeDouble(number);
                }
            }
            case null -> throw new IllegalStateException("Arguments that were checked lack one.");
        }
    }

    private static void write(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private Value read(DataInputStream from, Value.Type type) throws IOException, CodeException {
        return switch (from.readByte()) {
            case 1 -> value(from, type);
            case 0 -> {
                String why = text(from);
                throw new CodeException(why.equals(CandidateHost.MISSING) ? needed() : why);
            }
            case 2 -> {
                String why = text(from);
                close();
                throw new CodeException(why);
            }
            default -> throw new IOException("it writes something else than an answer");
        };
    }

    private Value value(DataInputStream from, Value.Type type) throws IOException, CodeException {
        return switch (type) {
            case NUMBER -> new Value.Num(finite(from.readDouble()));
            case TEXT -> new Value.Text(text(from));
            case TRUTH -> new Value.Truth(from.readBoolean());
            case NUMBERS -> {
                int size = size(from, 1);
                List<Double> numbers = new ArrayList<>(size);
                double worst = 0;
                for (int i = 0; i < size; i++) {
                    double number = from.readDouble();
                    worst = Double.isFinite(number) ? worst : number;
                    numbers.add(number);
                }
                finite(worst);
                yield new Value.Numbers(numbers);
            }
        };
    }

    private static double finite(double number) throws CodeException {
        if (!Double.isFinite(number)) {
            throw new CodeException("It gives %s; numbers must be finite.".formatted(number));
        }
        return number;
    }

    private String text(DataInputStream from) throws IOException, CodeException {
        return new String(from.readNBytes(size(from, 3)), StandardCharsets.UTF_8);
    }

    private int size(DataInputStream from, int bytes) throws IOException, CodeException {
        int size = from.readInt();
        if (size < 0 || size > bytes * JavaLimits.RESULT) {
            throw new IOException(
                    "a result has size %,d, but %,d is allowed".formatted(size, bytes * JavaLimits.RESULT));
        }
        return size;
    }
}
