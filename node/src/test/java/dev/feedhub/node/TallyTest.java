package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.LabelFilter;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private record Published(long position, String label, String data) implements Entry<String> {
        @Override
        public Cursor cursor() {
            return new Cursor(position, 1);
        }

        @Override
        public Instant time() {
            return Instant.EPOCH;
        }
    }

    private final Journals journals = new Journals();
    private final Tally tally = new Tally("slow", LabelFilter.any(), journals);

    @Test
    void aLossThatIsRecoveredIsNeitherGapNorUnexplained() {
        List<Published> items = publish(5);
        tally.deliver(items.get(0));
        items.subList(1, 4).forEach(tally::recover);
        loss(3, 3);
        tally.deliver(items.get(4));
        tally.lossesInAll(3);
        assertResult(0, 0, 0);
        ConsumerResult result = tally.result(5);
        assertEquals(
                List.of(5L, 2L, 3L, 3L),
                List.of(result.published(), result.delivered(), result.lost(), result.recovered()));
        assertEquals(List.of(), result.notes());
    }

    @Test
    void aLossThatTheStoreDoesNotHaveIsUnexplainedAndNoGap() {
        List<Published> items = publish(5);
        tally.deliver(items.get(0));
        items.subList(2, 4).forEach(tally::recover);
        loss(3, 2);
        tally.deliver(items.get(4));
        tally.lossesInAll(3);
        assertResult(0, 0, 1);
        assertEquals(2, tally.result(5).first().orElseThrow().item());
    }

    @Test
    void anEntryThatTheStoreGivesTwiceIsADuplicateAndNotUnexplained() {
        List<Published> items = publish(5);
        tally.deliver(items.get(0));
        items.subList(1, 4).forEach(tally::recover);
        tally.recover(items.get(3));
        loss(3, 4);
        tally.deliver(items.get(4));
        tally.lossesInAll(3);
        assertResult(0, 1, 0);
    }

    @Test
    void aLossNobodyToldOfIsUnexplainedWhereTheStoreHasIt() {
        List<Published> items = publish(5);
        tally.deliver(items.get(0));
        items.subList(1, 4).forEach(tally::recover);
        loss(2, 3);
        tally.deliver(items.get(4));
        tally.lossesInAll(2);
        assertResult(0, 0, 1);
    }

    @Test
    void aMissingEntryNobodyToldOfIsAGap() {
        List<Published> items = publish(5);
        items.stream().filter(item -> item.position() != 3).forEach(tally::deliver);
        tally.lossesInAll(0);
        assertResult(1, 0, 0);
    }

    @Test
    void aCounterThatDiffersFromTheLossesToldIsUnexplained() {
        publish(5).forEach(tally::deliver);
        tally.lossesInAll(2);
        assertResult(0, 0, 2);
        assertTrue(tally.result(5).notes().get(0).contains("counter says 2"));
    }

    @Test
    void eachSourceHasItsOwnOrder() {
        publish(3);
        journals.flightRecorder().append("jfr/a", ItemHash.of("jfr/a", "{}"));
        tally.deliver(new Published(1, "input", "1"));
        tally.deliver(new Published(2, "jfr/a", "{}"));
        tally.deliver(new Published(3, "input", "2"));
        tally.deliver(new Published(4, "input", "3"));
        assertResult(0, 0, 0);
        assertEquals(4, tally.result(4).published());
    }

    private void loss(long told, long found) {
        tally.loss(told, found, new Cursor(1, 1), new Cursor(5, 1));
    }

    private List<Published> publish(int items) {
        List<Published> published = IntStream.rangeClosed(1, items)
                .mapToObj(i -> new Published(i, "input", Integer.toString(i)))
                .toList();
        published.forEach(item -> journals.input().append(item.label(), ItemHash.of(item.label(), item.data())));
        return published;
    }

    private void assertResult(long gaps, long duplicates, long unexplained) {
        ConsumerResult result = tally.result(0);
        assertEquals(
                List.of(gaps, duplicates, unexplained),
                List.of(result.gaps(), result.duplicates(), result.unexplained()));
    }
}
