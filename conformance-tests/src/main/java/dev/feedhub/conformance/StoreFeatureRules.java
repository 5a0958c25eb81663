package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ConfigException;
import dev.feedhub.Cursor;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The features that no other rule is about, present and absent. */
interface StoreFeatureRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that features and limits are constants of the store, and that limits allow something")
    default void s18_featuresAndLimitsAreAlwaysTheSame() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            assertEquals(store.features(), store.features());
            assertEquals(store.limits(), store.limits());
            assertTrue(store.limits().labelBytes() > 0, "no label is allowed");
            assertTrue(store.limits().payloadBytes() > 0, "no payload is allowed");
            assertTrue(store.limits().batchBytes() > 0, "no batch is allowed");
            Store again = workspace.open(workspace.otherDirectory(), Access.WRITE);
            assertEquals(store.features(), again.features());
        }
    }

    @Test
    @IfThisFailsCheck("that a store opened to READ sees what a writer appends; or do not claim MULTI_PROCESS")
    default void s18_aReaderBesideTheWriterSeesWhatItAppends() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Store writer = workspace.open();
            Cursor first = Records.append(writer, "a");
            Store reader = workspace.open(workspace.directory(), Access.READ);
            assertEquals(
                    Records.shown(Records.read(writer, Records.ALL)), Records.shown(Records.read(reader, Records.ALL)));
            Task<Boolean> waiter = Task.start(() -> reader.awaitChange(Task.patience(), first.position()));
            waiter.awaitParked();
            Records.append(writer, "b");
            assertEquals(true, waiter.result());
            assertEquals(2, reader.count(Task.patience(), Records.ALL));
            writer.trim(Task.patience(), first.position());
            assertThrows(TruncatedException.class, () -> Records.page(reader, Records.from(first)));
            reader.close();
            Records.append(writer, "c");
        }
    }

    @Test
    @IfThisFailsCheck("that opening to READ is a ConfigException that names the store; or claim MULTI_PROCESS")
    default void s18_withoutMultiProcessReadingBesideIsRefused() {
        try (Workspace workspace = new Workspace(this)) {
            Store writer = workspace.open();
            workspace.assume(
                    !workspace.has(writer, StoreFeature.MULTI_PROCESS),
                    "the store has readers beside its writer; they are tested by s18");
            ConfigException refused =
                    assertThrows(ConfigException.class, () -> workspace.open(workspace.directory(), Access.READ));
            Messages.assertNames(provider().name(), refused);
            Records.append(writer, "a");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that floor and newest move together where nothing is kept, and that the floor stays where something is")
    default void s19_aStoreThatKeepsNothingHasItsNewestAsItsFloor() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            Cursor old = Records.append(store, "a");
            Cursor newest = Records.append(store, "b");
            if (!workspace.has(store, StoreFeature.KEEPS_NOTHING)) {
                assertEquals(Cursor.ORIGIN, store.span(Task.patience()).floor(), "the floor where nothing was removed");
                return;
            }
            assertEquals(newest, store.span(Task.patience()).newest());
            assertEquals(newest, store.span(Task.patience()).floor());
            RecordPage page = Records.page(store, Records.ALL);
            assertEquals(List.of(), page.records());
            assertEquals(newest, page.through());
            assertEquals(0, store.count(Task.patience(), Records.ALL));
            assertThrows(TruncatedException.class, () -> Records.page(store, Records.after(old)));
            assertThrows(TruncatedException.class, () -> Records.page(store, Records.from(newest)));
            assertEquals(0, store.trim(Task.patience(), Long.MAX_VALUE), "removed from a store that keeps nothing");
        }
    }
}
