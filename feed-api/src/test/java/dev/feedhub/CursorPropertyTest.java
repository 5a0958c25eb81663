package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of cursors and their texts. */
class CursorPropertyTest {
    @Property
    void aCursorIsReadBackFromItsText(@ForAll("cursors") Cursor cursor) {
        assertEquals(cursor, Cursor.parse(cursor.toString()));
        assertEquals(27, cursor.toString().length());
    }

    @Property
    void orderOfTextsIsOrderOfCursors(@ForAll("cursors") Cursor a, @ForAll("cursors") Cursor b) {
        int byText = Integer.signum(a.toString().compareTo(b.toString()));
        assertEquals(byText, Integer.signum(a.compareTo(b)));
        assertEquals(a.equals(b), byText == 0);
        if (a.position() != b.position()) {
            assertEquals(Long.compare(a.position(), b.position()), byText);
        }
    }

    @Property
    void oneDigitChangedIsAnotherCursorOrNone(
            @ForAll("cursors") Cursor cursor, @ForAll("places") int place, @ForAll char digit) {
        StringBuilder text = new StringBuilder(cursor.toString());
        text.setCharAt(place, digit);
        try {
            Cursor other = Cursor.parse(text.toString());
            assertEquals(text.toString(), other.toString());
            assertEquals(text.toString().equals(cursor.toString()), other.equals(cursor));
        } catch (IllegalArgumentException malformed) {
            assertNotEquals(text.toString(), cursor.toString());
        }
    }

    @Provide
    Arbitrary<Cursor> cursors() {
        Arbitrary<Long> positions = Arbitraries.longs().greaterOrEqual(0);
        return Combinators.combine(positions, Arbitraries.longs()).as(Cursor::new);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 26);
    }
}
