package io.agon.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes policies and judges of kind {@code java}. */
final class JavaClasses {

    private final Path file;
    private final ClassLoader loader;

    /** Classes on Agon's own class path and in these jars and folders; the loader lives as long as the process. */
    JavaClasses(Path file, List<Path> classpath) {
        this.file = file;
        ClassLoader parent = JavaClasses.class.getClassLoader();
        this.loader = new URLClassLoader(
                classpath.stream().map(JavaClasses::url).toArray(URL[]::new), parent);
    }

    /** A new object of this class. */
    <T> T create(Class<T> type, String className, Map<String, String> options, String key) {
        try {
            Class<?> found = Class.forName(className, true, loader);
            if (!type.isAssignableFrom(found)) {
                throw wrong(key, "the class %s does not implement %s".formatted(className, type.getName()));
            }
            return type.cast(construct(found, className, options, key));
        } catch (ClassNotFoundException e) {
            throw wrong(
                    key,
                    "there is no class %s; write its full name, and name its jar or folder with classpath"
                            .formatted(className));
        } catch (LinkageError e) {
            throw wrong(key, "the class %s cannot be loaded: %s".formatted(className, e));
        }
    }

    private Object construct(Class<?> found, String className, Map<String, String> options, String key) {
        try {
            Constructor<?> withOptions = constructor(found, Map.class);
            if (withOptions != null) {
                return withOptions.newInstance(options);
            }
            Constructor<?> plain = constructor(found);
            if (plain == null) {
                throw wrong(
                        key,
                        "the class %s needs a public constructor that takes a Map<String, String> or nothing"
                                .formatted(className));
            }
            if (!options.isEmpty()) {
                throw wrong(
                        key,
                        "the class %s has no constructor that takes a Map<String, String>, so it can have no options"
                                .formatted(className));
            }
            return plain.newInstance();
        } catch (InvocationTargetException e) {
            throw wrong(key, "the constructor of %s failed: %s".formatted(className, e.getCause()));
        } catch (ReflectiveOperationException e) {
            throw wrong(key, "the class %s cannot be used: it must be public, not abstract (%s)".formatted(className, e));
        }
    }

    private static @org.jspecify.annotations.Nullable Constructor<?> constructor(Class<?> found, Class<?>... parameters) {
        try {
            return found.getConstructor(parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private ConfigException wrong(String key, String message) {
        return new ConfigException(List.of(new Problem(file, 0, 0, key, key + ": " + message)));
    }

    private static URL url(Path path) {
        try {
            return path.toAbsolutePath().toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
