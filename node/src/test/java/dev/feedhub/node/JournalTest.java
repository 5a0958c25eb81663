package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.feedhub.Cursor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    void keepsItemsInTheirOrder() {
        Journal journal = new Journal("s");
        for (int i = 0; i < 20_000; i++) {
            journal.append("l" + i, i);
        }
        assertEquals(20_000, journal.size());
        for (int i = 0; i < 20_000; i++) {
            assertEquals(i, journal.hash(i));
            assertEquals("l" + i, journal.label(i));
        }
    }

    @Test
    void aRetractedItemGivesItsPlaceToTheNext() {
        Journal journal = new Journal("s");
        journal.append("a", 1);
        journal.append("b", 2);
        journal.retract();
        journal.append("c", 3);
        assertEquals(2, journal.size());
        assertEquals("c", journal.label(1));
    }

    @Test
    void theFirstCursorNotedForAnItemCounts() {
        Journal journal = new Journal("s");
        journal.append("a", 1);
        assertEquals(Optional.empty(), journal.cursor(0));
        journal.met(0, new Cursor(7, 5));
        journal.met(0, new Cursor(8, 5));
        assertEquals(Optional.of(new Cursor(7, 5)), journal.cursor(0));
    }

    @Test
    void aLabelTellsItsSource() {
        Journals journals = new Journals();
        assertSame(journals.flightRecorder(), journals.of("jfr/jdk.ThreadPark"));
        assertSame(journals.input(), journals.of("jfr"));
    }
}
