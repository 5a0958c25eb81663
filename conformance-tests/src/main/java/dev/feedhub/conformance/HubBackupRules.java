package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hub whose store was put back to what it was. */
interface HubBackupRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that a stream is started by its cursor, epoch included, also where it is the newest or older by position")
    default void s06_historyAndStreamTellThatTheTailOfACursorWasLost() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Hub<String> first = workspace.hub();
            Items.publish(first, "a", 1, 3);
            first.close();
            Path backup = workspace.directory("backup");
            Folders.copy(workspace.directory(), backup);
            Hub<String> second = workspace.hub();
            Cursor lost = Items.publish(second, "lost", 4, 4);
            second.close();
            Folders.empty(workspace.directory());
            Folders.copy(backup, workspace.directory());

            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 4, 10);
            assertThrows(
                    DivergedException.class,
                    () -> hub.history().read(Task.patience(), Query.all().after(lost)));
            assertThrows(
                    DivergedException.class,
                    () -> hub.history().count(Task.patience(), Query.all().from(lost)));
            EventStream<String> stream = hub.stream(StreamOptions.after(lost));
            assertEquals(new Signal.Diverged<String>(Cursor.ORIGIN, lost), stream.next(Task.patience()));
            List<String> events = new ArrayList<>();
            while (events.size() < 13) {
                if (stream.next(Task.patience()) instanceof Signal.Event<String> event) {
                    events.add(Items.data(event.entry()));
                }
            }
            assertEquals(Items.numbers(1, 13), events);
        }
    }
}
