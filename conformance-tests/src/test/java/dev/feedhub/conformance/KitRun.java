package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs the kit within a test. */
final class KitRun {
    static {
        // The kit needs no launcher, so its module does not read it; these tests share that module.
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("org.junit.platform."))
                .forEach(KitRun.class.getModule()::addReads);
    }

    private static final Launcher LAUNCHER = LauncherFactory.create();

    /** Which tests of the kit are run. */
    enum Kind {
        /** All but the properties. */
        EXAMPLES("[engine:jqwik]"),
        /** The properties, whose counterexamples are shrunk. */
        PROPERTIES("[engine:junit-jupiter]");

        private final String leftOut;

        Kind(String leftOut) {
            this.leftOut = leftOut;
        }
    }

    private KitRun() {}

    /** The rules, of some, that a store or an engine breaks, each with a failure, which is worded as it is to be. */
    static Map<String, String> broken(Class<?> conformance, Predicate<String> rules, Kind kind) {
        PostDiscoveryFilter tests =
                test -> FilterResult.includedIf(!test.getUniqueId().toString().startsWith(kind.leftOut)
                        && rule(test).map(rules::test).orElse(true));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(conformance))
                .filters(tests)
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.shrinking.bounded.seconds", "5")
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(conformance.getClassLoader()); // by which it finds its engine
        try {
            LAUNCHER.execute(request, summary);
        } finally {
            thread.setContextClassLoader(before);
        }
        Map<String, String> broken = new TreeMap<>();
        for (Failure failure : summary.getSummary().getFailures()) {
            String message = String.valueOf(failure.getException().getMessage());
            assertTrue(
                    message.matches("(?s)[A-Z]-\\d+: .*\nIf this fails, check .*"),
                    () -> "worded otherwise: " + message);
            broken.putIfAbsent(message.substring(0, message.indexOf(':')), message);
        }
        return broken;
    }

    private static Optional<String> rule(TestDescriptor test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> RuleFailure.rule(((MethodSource) source).getMethodName()));
    }
}
