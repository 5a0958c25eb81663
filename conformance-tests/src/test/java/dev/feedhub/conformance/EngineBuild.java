package dev.feedhub.conformance;

import dev.feedhub.conformance.EngineMutant.Edit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** All of Feedhub's classes once more, some of them compiled from sources that a mutant has written otherwise. */
final class EngineBuild extends URLClassLoader {
    private static final ToolProvider COMPILER = ToolProvider.findFirst("javac").orElseThrow();

    private EngineBuild(Path compiled, URL[] classPath) throws IOException {
        super(
                Stream.concat(Stream.of(compiled.toUri().toURL()), Arrays.stream(classPath))
                        .toArray(URL[]::new),
                EngineBuild.class.getClassLoader());
    }

    static EngineBuild of(EngineMutant mutant, Sources sources, StoreUnderTest test, Path folder) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("-d", folder.toString(), "-cp", ChildClassPath.text(test), "-proc:none", "-nowarn"));
        for (Map.Entry<String, String> source : edited(mutant, sources).entrySet()) {
            Path file = folder.resolve(Path.of(source.getKey()).getFileName());
            command.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        if (COMPILER.run(out, out, command.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("mutant \"" + mutant.fault() + "\" is not compiled: " + said);
        }
        return new EngineBuild(folder, ChildClassPath.urls(test));
    }

    /** The sources that a mutant is in, as it has written them. */
    static Map<String, String> edited(EngineMutant mutant, Sources sources) {
        Map<String, String> edited = new TreeMap<>();
        for (Edit edit : mutant.edits()) {
            Map.Entry<String, String> source = sources.texts().entrySet().stream()
                    .filter(one ->
                            one.getKey().contains("/src/main/") && one.getKey().endsWith(edit.file()))
                    .findFirst()
                    .orElseThrow();
            edited.put(source.getKey(), edit.applied(edited.getOrDefault(source.getKey(), source.getValue())));
        }
        return edited;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.feedhub.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
