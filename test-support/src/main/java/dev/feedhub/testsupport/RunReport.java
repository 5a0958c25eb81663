package dev.feedhub.testsupport;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says which JDK ran a module's tests and on which path, as that JVM itself sees it.
 *
 * <p>Registered as a service; the build passes the module's artifact in the system property {@code feedhub.artifact}.
 */
public final class RunReport implements TestExecutionListener {

    /** A test may run others in the same JVM, for which nothing more is to be said. */
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private final AtomicReference<Module> module = new AtomicReference<>();

    /** Creates the listener; called by the JUnit Platform. */
    public RunReport() {}

    @Override
    public void executionStarted(TestIdentifier test) {
        if (module.get() == null) {
            test.getSource().flatMap(RunReport::moduleOf).ifPresent(module::set);
        }
    }

    private static Optional<Module> moduleOf(TestSource source) {
        if (source instanceof MethodSource method) {
            return Optional.of(method.getJavaClass().getModule());
        }
        return source instanceof ClassSource type
                ? Optional.of(type.getJavaClass().getModule())
                : Optional.empty();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Module ran = module.getAndSet(null);
        if (ran != null && SAID.compareAndSet(false, true)) {
            System.out.printf(
                    "Tests of %s ran on JDK %s (%s)%n",
                    System.getProperty("feedhub.artifact", "a module"),
                    System.getProperty("java.version"),
                    ran.isNamed() ? "module path, " + ran.getName() : "class path");
        }
    }
}
