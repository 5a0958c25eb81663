package dev.feedhub.conformance;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A listener is a queue that drops its oldest element when it is full, and counts it. */
interface ListenerPropertyRules extends StoreUnderTest {
    @Property(tries = 200)
    @IfThisFailsCheck("the operation that the shrunk sample ends with, after those before it")
    default void l03_aListenerIsAQueueThatDropsItsOldest(
            @ForAll @IntRange(min = 1, max = 5) int capacity,
            @ForAll(supplier = ListenerOperation.Sequences.class) List<ListenerOperation> operations)
            throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Steps.make(operations, new ListenerRun(workspace.hub(), capacity)::make);
        }
    }
}
