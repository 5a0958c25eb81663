package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is there when a store is opened again, with {@link StoreFeature#DURABLE} and without. */
interface StoreDurableRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that append has stored a batch when it returns, and that opening reads back all that was; or do not claim DURABLE")
    default void s11_whatAppendReturnedIsThereAfterReopening() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store store = workspace.open();
            List<String> expected = new ArrayList<>();
            for (int opening = 0; opening < 4; opening++) {
                Records.append(store, Records.numbered(1 + 3 * opening, 3));
                store.sync(Task.patience());
                List<Cursor> more = Records.append(store, Records.numbered(2 + 3 * opening, 2));
                store.trim(Task.patience(), more.get(0).position() - 4);
                expected = Records.shown(Records.read(store, Records.ALL));
                StoreSpan span = store.span(Task.patience());
                store = workspace.reopen(store);
                assertEquals(expected, Records.shown(Records.read(store, Records.ALL)), "after reopening");
                assertEquals(span, store.span(Task.patience()), "the span after reopening");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a store without DURABLE keeps nothing between openings, not even the epochs; or claim DURABLE")
    default void s11_withoutDurableEachOpeningBeginsEmpty() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assume(
                    !workspace.has(store, StoreFeature.DURABLE), "the store is durable; that is tested by s11 and s15");
            Cursor old = Records.append(store, "a");
            store.sync(Task.patience());
            Store again = workspace.reopen(store);
            assertEquals(Cursor.ORIGIN, again.span(Task.patience()).newest(), "the newest position after reopening");
            assertEquals(List.of(), Records.read(again, Records.ALL));
            assertThrows(DivergedException.class, () -> Records.page(again, Records.after(old)), "an old cursor");
            Records.append(again, Records.numbered(1, 3));
            assertThrows(DivergedException.class, () -> Records.page(again, Records.after(old)), "an old cursor");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that each epoch is stored with its first position, and stays known when all its records are trimmed")
    default void s15_epochsSurviveReopening() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Store first = workspace.open();
            List<Cursor> old = Records.append(first, Records.numbered(1, 3));
            Store second = workspace.reopen(first);
            List<Cursor> middle = Records.append(second, Records.numbered(4, 2));
            Store store = workspace.reopen(second);
            List<Cursor> young = Records.append(store, Records.numbered(6, 2));
            List<Cursor> all = new ArrayList<>(old);
            all.addAll(middle);
            all.addAll(young);
            assertEquals(
                    all,
                    Records.read(store, Records.ALL).stream()
                            .map(stored -> stored.cursor())
                            .toList());
            for (int i = 0; i < all.size(); i++) {
                assertEquals(
                        all.size() - i - 1,
                        store.count(Task.patience(), Records.after(all.get(i))),
                        "after record " + i);
            }
            Cursor mixed = new Cursor(middle.get(0).position(), old.get(0).epoch());
            assertThrows(DivergedException.class, () -> Records.page(store, Records.after(mixed)), "beyond its epoch");
            Cursor early = new Cursor(old.get(2).position(), middle.get(0).epoch());
            assertThrows(DivergedException.class, () -> Records.page(store, Records.after(early)), "before its epoch");
            store.trim(Task.patience(), middle.get(1).position());
            Store last = workspace.reopen(store);
            assertThrows(
                    TruncatedException.class, () -> Records.page(last, Records.after(old.get(1))), "a trimmed epoch");
            assertEquals(2, last.count(Task.patience(), Records.after(middle.get(1))));
        }
    }
}
