package dev.feedhub.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.driver.FuzzedDataProviderImpl;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The short form of fuzz tests: where Jazzer does not fuzz, but repeats the inputs it would begin with, many others are tried after the
 * first of these, each from a seed. {@code -Dfeedhub.seed=N} begins with the input of that seed.
 */
public final class ShortForm implements AfterTestExecutionCallback {
    private static final boolean FUZZING = System.getenv("JAZZER_FUZZ") != null;
    private static final int MOST = 20_000;
    private static final int FEWEST = 500; // and no more when the time is up, as where files are written
    private static final long NANOS = 700_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST =
            Long.getLong("feedhub.seed", ThreadLocalRandom.current().nextLong(1L << 40));

    private final Set<Method> tried = new HashSet<>();

    /** Called by JUnit. */
    public ShortForm() {}

    @Override
    public void afterTestExecution(ExtensionContext context)
            throws ReflectiveOperationException, IOException, URISyntaxException {
        Method test = context.getRequiredTestMethod();
        if (!FUZZING && tried.add(test)) {
            test.setAccessible(true);
            RandomInputs inputs = new RandomInputs(samples(test));
            AtomicLong seed = new AtomicLong(FIRST);
            assertTimeoutPreemptively(
                    PATIENCE,
                    () -> tryInputs(context.getRequiredTestInstance(), test, inputs, seed),
                    () -> "feedhub.seed=" + seed);
        }
    }

    private static void tryInputs(Object tests, Method test, RandomInputs inputs, AtomicLong seed)
            throws ReflectiveOperationException {
        long start = System.nanoTime();
        for (int i = 0; i < FEWEST || (i < MOST && System.nanoTime() - start < NANOS); i++) {
            byte[] input = inputs.of(seed.get());
            try {
                invoke(tests, test, input);
            } catch (InvocationTargetException e) {
                String shown = HexFormat.of().formatHex(input, 0, Math.min(input.length, 200));
                throw new AssertionError(
                        "feedhub.seed=" + seed + ", " + input.length + " bytes: " + shown, e.getCause());
            }
            seed.incrementAndGet();
        }
        System.out.printf("%s: %,d inputs, feedhub.seed=%d%n", test.getName(), seed.get() - FIRST, FIRST);
    }

    private static void invoke(Object tests, Method test, byte[] input) throws ReflectiveOperationException {
        if (test.getParameterTypes()[0] != FuzzedDataProvider.class) {
            test.invoke(tests, input);
            return;
        }
        try (FuzzedDataProviderImpl data = FuzzedDataProviderImpl.withJavaData(input)) {
            test.invoke(tests, data);
        }
    }

    /** What Jazzer begins with too: the files in the test's folder, and what its method source gives. */
    private static List<byte[]> samples(Method test)
            throws ReflectiveOperationException, IOException, URISyntaxException {
        List<byte[]> samples = new ArrayList<>();
        Class<?> tests = test.getDeclaringClass();
        URL folder = tests.getResource(tests.getSimpleName() + "Inputs/" + test.getName());
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    samples.add(Files.readAllBytes(file));
                }
            }
        }
        MethodSource source = test.getAnnotation(MethodSource.class);
        if (source != null) {
            Method factory = tests.getDeclaredMethod(source.value()[0]);
            factory.setAccessible(true);
            ((Stream<?>) Objects.requireNonNull(factory.invoke(null))).forEach(sample -> samples.add((byte[]) sample));
        }
        return samples;
    }
}
