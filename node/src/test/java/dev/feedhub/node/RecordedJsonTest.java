package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.Unsigned;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedJsonTest {
    @Name("test.Awkward")
    @StackTrace(false)
    @SuppressWarnings("unused") // the recorder reads the fields
    static final class AwkwardEvent extends Event {
        String text = "q\" \\ \n é 😀";

        @Nullable
        String nothing;

        boolean flag = true;
        char letter = '"';
        double ratio = Double.NaN;
        float half = 0.5f;
        Class<?> type = String.class;
        Thread thread = Thread.currentThread();

        @Unsigned
        int unsigned = -1;

        @Timespan(Timespan.MILLISECONDS)
        long took = 1_500;

        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long at = 0;
    }

    @TempDir
    Path folder;

    @Test
    void writesEachKindOfFieldAsJsonHasIt() throws IOException {
        String json = new RecordedJson().of(recorded(new AwkwardEvent()));
        assertEquals(Optional.of("test.Awkward"), LabelField.find(json, "event"));
        assertEquals(Optional.of("q\" \\ \n é 😀"), LabelField.find(json, "text"));
        assertEquals(Optional.of("\""), LabelField.find(json, "letter"));
        assertEquals(Optional.of("NaN"), LabelField.find(json, "ratio"));
        assertEquals(Optional.of("java.lang.String"), LabelField.find(json, "type"));
        assertEquals(Optional.of(Thread.currentThread().getName()), LabelField.find(json, "thread"));
        assertEquals(
                Duration.ofMillis(1_500),
                Duration.parse(LabelField.find(json, "took").orElseThrow()));
        assertEquals(Instant.EPOCH, Instant.parse(LabelField.find(json, "at").orElseThrow()));
        assertTrue(
                Instant.parse(LabelField.find(json, "startTime").orElseThrow()).isAfter(Instant.EPOCH));
        for (String field : List.of("\"nothing\":null", "\"flag\":true", "\"half\":0.5", "\"unsigned\":4294967295")) {
            assertTrue(json.contains(field), json);
        }
    }

    private RecordedEvent recorded(Event event) throws IOException {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(event.getClass());
            recording.start();
            event.commit();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertFalse(events.isEmpty());
        return events.get(0);
    }
}
