package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kit finds what is wrong with a store, and says which rule it breaks. */
class MutantTest {
    private static final MutantCheck CHECK = new MutantCheck(Conformance.class);

    private static volatile Mutant current = Mutant.ALL.get(0);

    /** Not found by the build, being nested: run by the tests below alone. */
    static final class Conformance implements FeedhubConformance {
        @Override
        public StoreProvider provider() {
            return current.provider();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachMutantBreaksItsRule() {
        return Mutant.ALL.stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.fault(), () -> {
                    current = mutant;
                    CHECK.check(mutant, Conformance.class);
                }));
    }

    @AfterAll
    static void printEvidence() {
        CHECK.printEvidence("mutants of a store in memory");
    }
}
