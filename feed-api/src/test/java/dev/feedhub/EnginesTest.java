package dev.feedhub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the engine is found, through the context class loader of a made-up application. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnginesTest {
    private static final HubConfig CONFIG = HubConfig.builder().build();

    @Test
    void withoutEngineTheArtifactIsNamed() {
        String message =
                "no engine found: add dev.feedhub:feedhub-hub to the module path or class path of the application";
        ClassLoader own = EnginesTest.class.getClassLoader();
        assertEquals(message, failure(own, () -> Hub.open(CONFIG, Codec.utf8())).getMessage());
        assertEquals(
                message, failure(own, () -> Reader.open(CONFIG, Codec.utf8())).getMessage());
        assertEquals(message, failure(null, Engines::find).getMessage(), "without context class loader");
    }

    @Test
    void theEngineOfTheContextClassLoaderIsAsked() {
        ClassLoader application = new Application(EngineForTest.class.getName());
        RuntimeException hub = assertThrows(
                UnsupportedOperationException.class, () -> within(application, () -> Hub.open(CONFIG, Codec.utf8())));
        assertEquals("a hub was asked for", hub.getMessage());
        RuntimeException reader = assertThrows(
                UnsupportedOperationException.class,
                () -> within(application, () -> Reader.open(CONFIG, Codec.utf8())));
        assertEquals("a reader was asked for", reader.getMessage());
    }

    @Test
    void anEngineThatCannotBeUsedIsTold() {
        ConfigException failure = failure(new Application("dev.feedhub.Missing"), Engines::find);
        assertEquals(
                "an engine was found and cannot be used: dev.feedhub.HubProvider: Provider dev.feedhub.Missing not found",
                failure.getMessage());
        assertInstanceOf(ServiceConfigurationError.class, failure.getCause());
        String message = String.valueOf(failure(new Application(NoEngine.class.getName()), Engines::find)
                .getMessage());
        assertTrue(message.startsWith("an engine was found and cannot be used: "), message);
        assertTrue(message.endsWith("NoEngine not a subtype"), message);
    }

    /** Declared, and none: as one made for another copy of the API. */
    public static final class NoEngine {
        /** For the service loader. */
        public NoEngine() {}
    }

    private static ConfigException failure(@Nullable ClassLoader loader, Supplier<?> call) {
        return assertThrows(ConfigException.class, () -> within(loader, call));
    }

    @SuppressWarnings("NullAway") // a thread may have no context class loader
    private static <T> T within(@Nullable ClassLoader loader, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Declares one engine, and defines it outside the API's module. */
    private static final class Application extends ClassLoader {
        private final String engine;

        Application(String engine) {
            super(EnginesTest.class.getClassLoader());
            this.engine = engine;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(engine)) {
                return super.loadClass(name, resolve);
            }
            String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream source = EnginesTest.class.getResourceAsStream(file)) {
                if (source == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = source.readAllBytes();
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + HubProvider.class.getName())
                    ? Collections.enumeration(Collections.singleton(declaration()))
                    : super.getResources(name);
        }

        private URL declaration() throws IOException {
            return new URL(null, "memory:declaration", new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(engine.getBytes(UTF_8));
                        }
                    };
                }
            });
        }
    }
}
