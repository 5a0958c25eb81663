package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class TimeConverterTest {
    private final TimeConverter converter =
            new TimeConverter(InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z,          2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.123+02:00, 2025-12-31T22:00:00.123Z",
        "90s,                           2026-01-31T09:58:30Z",
        "10m,                           2026-01-31T09:50:00Z",
        "7d,                            2026-01-24T10:00:00Z",
        "PT1H,                          2026-01-31T09:00:00Z",
    })
    void readsTimesAndHowLongAgo(String text, Instant time) {
        assertEquals(time, converter.convert(text));
    }

    @Test
    void sayWhatIsAllowed() {
        String message =
                String.valueOf(assertThrows(TypeConversionException.class, () -> converter.convert("2026-01-01"))
                        .getMessage());
        assertTrue(message.startsWith("\"2026-01-01\" is no time; allowed is one with its offset"), message);
    }
}
