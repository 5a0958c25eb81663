package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.ListenOptions;
import dev.feedhub.Publishers;
import dev.feedhub.StoreException;
import dev.feedhub.StreamOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** Publishers of listeners and of streams pass the tests of Reactive Streams for publishers. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PublisherTckTest {
    /** How many elements are more than any test takes; a publisher of more never ends. */
    private static final int MANY = 1_000;

    private static final String NO_MULTICAST =
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhen";
    private static final String UNICAST =
            "each subscriber has a listener or stream of its own, and no two entries are equal";

    /** What is skipped besides what the TCK has no test for, and why. */
    private static final Map<String, String> SKIPPED = Map.of(
            NO_MULTICAST + "RequestingOneByOne", UNICAST,
            NO_MULTICAST + "RequestingManyUpfront", UNICAST,
            NO_MULTICAST + "RequestingManyUpfrontAndCompleteAsExpected", UNICAST);

    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();
    private static final Queue<Hub<String>> HUBS = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void close() {
        HUBS.forEach(Hub::close);
        EXECUTOR.shutdownNow();
    }

    /** Its publishers end after so many elements. */
    private static final class Verification<T> extends FlowPublisherVerification<T> {
        private final LongFunction<Flow.Publisher<T>> publishers;

        Verification(LongFunction<Flow.Publisher<T>> publishers) {
            super(new TestEnvironment(5_000, 50, 20), 500);
            this.publishers = publishers;
        }

        @Override
        public Flow.Publisher<T> createFlowPublisher(long elements) {
            return publishers.apply(elements);
        }

        @Override
        public Flow.Publisher<T> createFailedFlowPublisher() {
            return publishers.apply(-1);
        }
    }

    /** Of a hub that ends once it has handed out so many entries. */
    private static <S> S source(long elements, Function<Hub<String>, S> source) {
        if (elements < 0) {
            throw new StoreException(StoreException.Outcome.NOT_STORED, "cannot be opened", null);
        }
        Hub<String> hub = FakeProvider.hub(new FakeStore());
        HUBS.add(hub);
        S made = source.apply(hub);
        try {
            for (int i = 0; i < Math.min(elements, MANY); i++) {
                hub.feed().publish(Context.background(), "a", null);
            }
            hub.flush(Context.background());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        if (elements < MANY) {
            hub.close();
        }
        return made;
    }

    @TestFactory
    Stream<DynamicTest> ofListeners() {
        ListenOptions options = ListenOptions.any();
        return tests(elements -> Publishers.ofListeners(() -> source(elements, hub -> hub.listen(options)), EXECUTOR));
    }

    @TestFactory
    Stream<DynamicTest> ofStreams() {
        StreamOptions options = StreamOptions.now();
        return tests(elements -> Publishers.ofStreams(() -> source(elements, hub -> hub.stream(options)), EXECUTOR));
    }

    private static <T> Stream<DynamicTest> tests(LongFunction<Flow.Publisher<T>> publishers) {
        return Arrays.stream(FlowPublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(method, publishers)));
    }

    private static <T> void run(Method test, LongFunction<Flow.Publisher<T>> publishers) throws Throwable {
        Verification<T> verification = new Verification<>(publishers);
        verification.setUp();
        String reason = test.getName().startsWith("untested_") ? "the TCK has no test" : SKIPPED.get(test.getName());
        try {
            test.invoke(verification);
            assertNull(reason, "passes, though it is to be skipped");
        } catch (InvocationTargetException thrown) {
            Throwable cause = Objects.requireNonNull(thrown.getCause());
            if (reason != null && cause instanceof SkipException) {
                throw new TestAbortedException(reason);
            }
            throw cause;
        }
    }
}
