package dev.feedhub.conformance;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A store behaves as a list does, whatever is done to it. */
interface StorePropertyRules extends StoreUnderTest {
    @Property(tries = 300)
    @IfThisFailsCheck("the operation that the shrunk sample ends with, after those before it")
    default void s05_aStoreAnswersAsAListWouldWhateverIsDoneToIt(
            @ForAll(supplier = StoreOperations.class) List<StoreOperation> operations) throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Steps.make(operations, new StoreRun(workspace)::make);
        }
    }
}
