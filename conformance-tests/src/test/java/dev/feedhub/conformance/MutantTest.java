package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.feedhub.store.StoreProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** The kit finds what is wrong with a store, and says which rule it breaks. */
class MutantTest {
    static {
        // The kit needs no launcher, so its module does not read it; these tests share that module.
        ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("org.junit.platform."))
                .forEach(MutantTest.class.getModule()::addReads);
    }

    private static volatile Mutant current = Mutant.ALL.get(0);

    /** Not found by the build, being nested: run by the tests below alone. */
    static final class Conformance implements StoreRules {
        @Override
        public StoreProvider provider() {
            return current.provider();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachMutantBreaksItsRule() {
        return Mutant.ALL.stream().map(mutant -> DynamicTest.dynamicTest(mutant.fault(), () -> check(mutant)));
    }

    private static void check(Mutant mutant) {
        Set<String> broken = new TreeSet<>();
        for (String message : failuresOf(mutant)) {
            assertTrue(
                    message.matches("(?s)[A-Z]-\\d+: .*\nIf this fails, check .*"),
                    () -> "worded otherwise: " + message);
            broken.add(message.substring(0, message.indexOf(':')));
        }
        assertTrue(broken.contains(mutant.breaks().get(0)), () -> "breaks " + broken);
        assertTrue(mutant.breaks().containsAll(broken), () -> "breaks " + broken);
    }

    /** Random operations may find any fault, as one of S-5, and take their time. */
    private static PostDiscoveryFilter withoutProperty(Mutant mutant) {
        return test -> FilterResult.includedIf(mutant.breaks().contains("S-5")
                || !test.getUniqueId().getEngineId().equals(Optional.of("jqwik")));
    }

    private static List<String> failuresOf(Mutant mutant) {
        current = mutant;
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Conformance.class))
                                .filters(withoutProperty(mutant))
                                .configurationParameter("jqwik.database", "")
                                .build(),
                        summary);
        return summary.getSummary().getFailures().stream()
                .map(Failure::getException)
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .toList();
    }
}
