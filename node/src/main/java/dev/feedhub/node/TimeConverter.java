package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time from a command line: in ISO 8601 with its offset, or how long ago it was. */
final class TimeConverter implements ITypeConverter<Instant> {
    private static final Setting<Duration> AGO =
            Setting.duration("ago", "0s", Duration.ZERO, Duration.ofDays(365_000), "How long ago.");

    private final InstantSource clock;

    TimeConverter() {
        this(InstantSource.system());
    }

    TimeConverter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            return ago(text);
        }
    }

    private Instant ago(String text) {
        try {
            return clock.instant().minus(AGO.parse(text, "command line"));
        } catch (ConfigException noDuration) {
            throw new TypeConversionException("\"" + text
                    + "\" is no time; allowed is one with its offset, as 2026-01-31T10:00:00Z, or how long ago it was,"
                    + " as 90s, 10m, 2h or 7d");
        }
    }
}
