package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kit finds what is wrong with a store, and says which rule it breaks. */
class MutantTest {
    private static volatile Mutant current = Mutant.ALL.get(0);
    private static MutantCheck check;

    /** Not found by the build, being nested: run by the tests below alone. */
    static final class Conformance implements FeedhubConformance {
        @Override
        public StoreProvider provider() {
            return current.provider();
        }
    }

    @BeforeAll
    static void readRules() throws IOException {
        check = new MutantCheck(ContractTable.read(Sources.ofRepository()).ids().size());
    }

    @TestFactory
    Stream<DynamicTest> eachMutantBreaksItsRule() {
        return Mutant.ALL.stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.fault(), () -> {
                    current = mutant;
                    check.check(mutant, Conformance.class);
                }));
    }

    @AfterAll
    static void printEvidence() {
        check.printEvidence("mutants of a store in memory");
    }
}
