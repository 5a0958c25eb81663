package dev.feedhub.conformance;

import org.junit.jupiter.api.Test;

/** What a hub has told when its process is killed. */
interface HubCrashRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that a receipt ends when the append of its item has returned, and no sooner")
    default void s11_whatAReceiptToldIsThereAfterAKill() {
        CrashRun.of(this, "publishOn", CrashRun::assertAllThere);
    }
}
