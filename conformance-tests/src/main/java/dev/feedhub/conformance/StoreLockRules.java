package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Who else may write a {@link StoreFeature#DURABLE} store: nobody, wherever he is. */
interface StoreLockRules extends StoreUnderTest {
    private static void assertNames(long pid, String refusal) {
        assertTrue(
                refusal.startsWith(StoreException.class.getName()),
                () -> "a second writer is refused by a StoreException, but was by " + refusal);
        assertTrue(
                refusal.matches("(?s).*\\b" + pid + "\\b.*"),
                () -> "\"" + refusal + "\" does not name process " + pid + ", which holds the store");
    }

    @Test
    @IfThisFailsCheck(
            "that opening takes a lock that names its process, and that a refusal leaves the holder as it was")
    default void s13_aSecondWriterIsRefusedNamingTheHolder() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store store = workspace.open();
            Records.append(store, "a");
            StoreException refused = assertThrows(StoreException.class, workspace::open);
            Messages.assertNames(ProcessHandle.current().pid(), refused);
            Records.append(store, "b");
            assertEquals(2, store.count(Task.patience(), Records.ALL));
            Records.append(workspace.reopen(store), "c");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that what says who writes is of the process, not of a class: two class loaders have two of each class,"
                    + " and a FileLock of the other one is an OverlappingFileLockException")
    default void s13_aSecondWriterOfAnotherClassLoaderIsRefused() throws IOException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store store = workspace.open();
            Records.append(store, "a");
            try (OtherLoader other = new OtherLoader(this, workspace.directory())) {
                assertNames(ProcessHandle.current().pid(), other.askRefusal("open WRITE"));
                Records.append(store, "b");
                assertEquals(2, store.count(Task.patience(), Records.ALL));
                store.close();
                assertEquals("opened", other.ask("open WRITE"), "after the holder has closed");
                assertNames(
                        ProcessHandle.current().pid(),
                        assertThrows(StoreException.class, workspace::open).toString());
                assertEquals("closed", other.ask("close"));
            }
            Records.append(workspace.open(), "c");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that nothing in the process opens and closes the file that is locked: closing any descriptor of it drops a"
                    + " POSIX lock, so ask who holds it within the process first, and write his name elsewhere")
    default void s13_aRefusalLeavesTheStoreLockedForOtherProcesses() throws IOException {
        try (Workspace workspace = new Workspace(this);
                ChildProcess child = workspace.child()) {
            workspace.assumeDurable();
            Store store = workspace.open();
            Records.append(store, "a");
            assertThrows(StoreException.class, workspace::open, "a second writer");
            long pid = ProcessHandle.current().pid();
            assertNames(pid, child.askRefusal("open WRITE"));
            try (OtherLoader other = new OtherLoader(this, workspace.directory())) {
                assertNames(pid, other.askRefusal("open WRITE"));
            }
            assertNames(pid, child.askRefusal("open WRITE"));
            if (workspace.has(StoreFeature.MULTI_PROCESS)) {
                workspace.open(workspace.directory(), Access.READ).close();
                assertNames(pid, child.askRefusal("open WRITE"));
            }
            Records.append(store, "b");
            assertEquals(2, store.count(Task.patience(), Records.ALL));
            store.close();
            child.ask("open WRITE");
            child.ask("append 3 1");
            assertEquals("3", child.ask("count"));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the lock is one that the system drops with its process, and that the name of a holder who is gone does"
                    + " not count")
    default void s13_aWriterInAnotherProcessIsNamedUntilItEnds() {
        try (Workspace workspace = new Workspace(this);
                ChildProcess child = workspace.child()) {
            workspace.assumeDurable();
            child.ask("open WRITE");
            child.ask("append 1 2");
            assertNames(
                    child.pid(),
                    assertThrows(StoreException.class, workspace::open).toString());
            child.ask("append 3 1");
            assertEquals("3", child.ask("count"), "records of the holder after the refusal");
            child.ask("close");
            Store between = workspace.open();
            Records.append(between, Records.numbered(4, 1));
            between.close();
            child.ask("open WRITE");
            child.ask("append 5 1");
            assertNames(
                    child.pid(),
                    assertThrows(StoreException.class, workspace::open).toString());
            child.kill();
            Store after = workspace.open();
            Records.append(after, Records.numbered(6, 1));
            assertEquals(6, after.count(Task.patience(), Records.ALL), "records after the holder was killed");
        }
    }
}
