package dev.feedhub.conformance;

import dev.feedhub.Hub;
import dev.feedhub.store.Store;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything this process runs with, as one class path, whether it is modules or classes here. */
final class ChildClassPath {
    private static final List<String> PROPERTIES =
            List.of("java.class.path", "jdk.module.path", "surefire.test.class.path");

    private ChildClassPath() {}

    static String text(StoreUnderTest test) {
        return String.join(File.pathSeparator, entries(test));
    }

    static URL[] urls(StoreUnderTest test) {
        List<URL> urls = new ArrayList<>();
        for (String entry : entries(test)) {
            try {
                urls.add(Path.of(entry).toUri().toURL());
            } catch (MalformedURLException notAFile) {
                throw new IllegalStateException("class path entry " + entry, notAFile);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static Set<String> entries(StoreUnderTest test) {
        Set<String> entries = new LinkedHashSet<>();
        for (String property : PROPERTIES) {
            entries.addAll(Arrays.asList(System.getProperty(property, "").split(File.pathSeparator, -1)));
        }
        List<Class<?>> classes =
                List.of(test.getClass(), test.provider().getClass(), ChildClassPath.class, Store.class, Hub.class);
        for (Class<?> one : classes) {
            CodeSource source = one.getProtectionDomain().getCodeSource();
            if (source != null && source.getLocation().getProtocol().equals("file")) {
                entries.add(path(source.getLocation()));
            }
        }
        entries.removeIf(entry -> entry.isEmpty() || !new File(entry).exists());
        return entries;
    }

    private static String path(URL location) {
        try {
            return Path.of(location.toURI()).toString();
        } catch (URISyntaxException malformed) {
            throw new IllegalStateException("class path entry " + location, malformed);
        }
    }
}
