package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
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

    private KitRun() {}

    /** The rules, of some, that a store breaks, by failures that are worded as they are to be. */
    static Set<String> broken(Class<?> conformance, Predicate<String> rules, boolean properties) {
        PostDiscoveryFilter tests = test -> FilterResult.includedIf(
                (properties || !test.getUniqueId().getEngineId().equals(Optional.of("jqwik")))
                        && rule(test).map(rules::test).orElse(true));
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(conformance))
                                .filters(tests)
                                .configurationParameter("jqwik.database", "")
                                .build(),
                        summary);
        Set<String> broken = new TreeSet<>();
        for (Failure failure : summary.getSummary().getFailures()) {
            String message = String.valueOf(failure.getException().getMessage());
            assertTrue(
                    message.matches("(?s)[A-Z]-\\d+: .*\nIf this fails, check .*"),
                    () -> "worded otherwise: " + message);
            broken.add(message.substring(0, message.indexOf(':')));
        }
        return broken;
    }

    private static Optional<String> rule(TestDescriptor test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> RuleFailure.rule(((MethodSource) source).getMethodName()));
    }
}
