package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.StoreProvider;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kit finds what is wrong with a store, and says which rule it breaks. */
class MutantTest {
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
        current = mutant;
        // random operations may find any fault, as one of S-5, and take their time
        Set<String> broken =
                KitRun.broken(Conformance.class, rule -> true, mutant.breaks().contains("S-5"));
        assertTrue(broken.contains(mutant.breaks().get(0)), () -> "breaks " + broken);
        assertTrue(mutant.breaks().containsAll(broken), () -> "breaks " + broken);
    }
}
