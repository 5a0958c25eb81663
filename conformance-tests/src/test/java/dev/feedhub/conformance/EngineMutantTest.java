package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.feedhub.conformance.KitRun.Kind;
import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The kit finds what is wrong with an engine, over a store that is right. */
class EngineMutantTest {
    private static final String PATIENCE = "feedhub.kit.patience";
    private static final MutantCheck CHECK = new MutantCheck(Conformance.class);

    private static Sources sources;

    @TempDir
    static Path folder;

    /** Not found by the build, being nested: run by the tests below alone, in the loader of a mutant. */
    static final class Conformance implements FeedhubConformance {
        @Override
        public StoreProvider provider() {
            return new ReferenceProvider(ReferenceStore::new);
        }
    }

    @BeforeAll
    static void readRules() throws IOException {
        sources = Sources.ofRepository();
    }

    @Test
    void eachMutantFitsTheSources() {
        EngineMutant.all()
                .forEach(mutant ->
                        assertFalse(EngineBuild.edited(mutant, sources).isEmpty()));
    }

    @Test
    void anEngineThatIsBuiltAsTheMutantsAreButRightBreaksNoRule() throws IOException, ClassNotFoundException {
        String same = "wakeUp.close();";
        EngineMutant right = EngineMutant.of("nothing wrong").where("Waits", same, same);
        try (EngineBuild build = build(right)) {
            assertEquals(
                    Map.of(), KitRun.broken(build.loadClass(Conformance.class.getName()), rule -> true, Kind.EXAMPLES));
        }
    }

    @TestFactory
    Stream<DynamicTest> eachMutantBreaksItsRule() {
        return MutantCheck.chosen(EngineMutant.all()).stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.fault(), () -> check(mutant)));
    }

    private static void check(EngineMutant mutant) throws IOException, ClassNotFoundException {
        if (!MutantCheck.isFull()) {
            System.setProperty(PATIENCE, "2"); // many mutants hang
        }
        try (EngineBuild build = build(mutant)) {
            CHECK.check(mutant, build.loadClass(Conformance.class.getName()));
        } finally {
            System.clearProperty(PATIENCE);
        }
    }

    private static EngineBuild build(EngineMutant mutant) throws IOException {
        return EngineBuild.of(mutant, sources, new Conformance(), Files.createTempDirectory(folder, "engine"));
    }

    @AfterAll
    static void printEvidence() {
        CHECK.printEvidence("mutants of the engine");
    }
}
