package dev.feedhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** All classes once more in this process, as an application server has them; they share nothing with those of the test but the JDK. */
final class OtherLoader implements AutoCloseable {
    private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);

    private final URLClassLoader loader;
    private final Object commands;
    private final Method answer;

    OtherLoader(StoreUnderTest test, Path directory) {
        loader = new ClassPathFirst(ChildClassPath.urls(test));
        Consumer<String> console = line -> {};
        commands = within(() -> {
            Constructor<?> constructor = type().getDeclaredConstructor(String.class, Map.class, Consumer.class);
            constructor.setAccessible(true);
            return constructor.newInstance(test.getClass().getName(), test.settings(directory), console);
        });
        answer = within(() -> type().getDeclaredMethod("answer", String.class, PrintStream.class));
        answer.setAccessible(true);
    }

    private Class<?> type() throws ClassNotFoundException {
        Class<?> type = loader.loadClass(ChildCommands.class.getName());
        assertNotEquals(ChildCommands.class, type, "the class, and that of another loader");
        return type;
    }

    /** Has a command refused, and gives the exception as text. */
    String askRefusal(String command) {
        String answer = ask(command);
        if (!answer.startsWith(ChildCommands.FAILED)) {
            fail("other classes of this process were to be refused to " + command + ", but got " + answer);
        }
        return answer.substring(ChildCommands.FAILED.length());
    }

    String ask(String command) {
        return within(() -> answer.invoke(commands, command, NOBODY)).toString();
    }

    /** Calls something as a thread of those classes does, which find their services by its class loader. */
    private <V> V within(Reflection<V> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.run();
        } catch (InvocationTargetException thrown) {
            throw new LinkageError("other classes failed: " + thrown.getCause(), thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("other classes cannot be called: " + impossible, impossible);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private interface Reflection<V> {
        V run() throws ReflectiveOperationException;
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** Has classes of its own where it can: the platform's loader would give those of every module that this process runs. */
    private static final class ClassPathFirst extends URLClassLoader {
        ClassPathFirst(URL[] classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                try {
                    return loaded == null ? findClass(name) : loaded;
                } catch (ClassNotFoundException notOfTheClassPath) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }
}
