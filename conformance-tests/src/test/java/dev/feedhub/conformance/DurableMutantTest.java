package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The kit finds what is wrong with a store in files, as far as other processes, kills and foreign files show it. */
class DurableMutantTest {
    private static final MutantCheck CHECK = new MutantCheck(Conformance.class);

    private static volatile DurableMutant current = DurableMutant.ALL.get(0);

    /** Not found by the build, being nested: run by the tests below alone. */
    static final class Conformance
            implements StoreRules,
                    HistoryRules,
                    StreamRules,
                    HubCrashRules,
                    HubBackupRules,
                    ReaderRules,
                    ReaderProcessRules {
        @Override
        public StoreProvider provider() {
            return new DurableMutantProvider();
        }

        @Override
        public Map<String, String> settings(Path directory) {
            return Map.of(
                    DurableReferenceProvider.PATH.key(), directory.toString(),
                    DurableMutantProvider.MUTANT.key(), current.fault());
        }
    }

    @TestFactory
    Stream<DynamicTest> eachMutantBreaksItsRule() {
        return MutantCheck.chosen(DurableMutant.ALL).stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.fault(), () -> {
                    current = mutant;
                    CHECK.check(mutant, Conformance.class);
                }));
    }

    @AfterAll
    static void printEvidence() {
        CHECK.printEvidence("mutants of a store in files");
    }
}
