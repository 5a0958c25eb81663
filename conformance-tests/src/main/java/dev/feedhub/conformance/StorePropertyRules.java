package dev.feedhub.conformance;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A store behaves as a list does, whatever is done to it. */
interface StorePropertyRules extends StoreUnderTest {
    @Property(tries = 300)
    @IfThisFailsCheck("the operation that the shrunk sample ends with, after those before it")
    default void s05_aStoreAnswersAsAListWouldWhateverIsDoneToIt(
            @ForAll(supplier = StoreOperations.class) List<StoreOperation> operations) {
        try (Workspace workspace = new Workspace(this)) {
            StoreRun run = new StoreRun(workspace);
            for (int i = 0; i < operations.size(); i++) {
                try {
                    run.make(operations.get(i));
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError(
                            "operation " + (i + 1) + ", " + operations.get(i) + ": " + failed.getMessage(), failed);
                }
            }
        }
    }
}
