package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.Query;
import dev.feedhub.store.Record;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BatchClockTest {
    @Property(tries = 200)
    void h08_timeIsTheGreatestSeen(
            @ForAll @Size(max = 30) List<@IntRange(max = 50) Integer> seconds, @ForAll @IntRange(max = 50) int stored) {
        int[] read = new int[1];
        BatchClock clock =
                new BatchClock(() -> Instant.ofEpochSecond(seconds.get(read[0]++)), Instant.ofEpochSecond(stored));
        int greatest = stored;
        for (int second : seconds) {
            greatest = Math.max(greatest, second);
            assertEquals(Instant.ofEpochSecond(greatest), clock.next(), "H-8");
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void h08_entriesKeepTheTimeOfTheNewestStoredWhereTheClockIsBehind() throws Exception {
        Instant future = Instant.parse("2999-01-01T00:00:00Z");
        FakeStore store = new FakeStore();
        store.append(Context.background(), List.of(new Record(future, "before", null)));
        List<Instant> ticks = new ArrayList<>(List.of(Instant.EPOCH, future.plusSeconds(1), Instant.EPOCH));
        try (SingleWriterHub<String> hub = new SingleWriterHub<>(
                        HubConfig.builder().build(), Codec.utf8(), store, () -> ticks.remove(0))
                .start()) {
            List<Instant> times = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                hub.feed().publish(Context.background(), "a", null);
                hub.flush(Context.background());
            }
            hub.history().scan(Context.background(), Query.all(), entry -> times.add(entry.time()));
            Instant later = future.plusSeconds(1);
            assertEquals(List.of(future, future, later, later), times, "H-8");
            assertFalse(hub.toString().isEmpty());
        }
    }
}
