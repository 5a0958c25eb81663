package dev.feedhub.node;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How entries are printed. */
enum EntryFormat {
    LONG,
    TEXT,
    JSON;

    EntryRenderer renderer() {
        return switch (this) {
            case LONG -> new LongEntries();
            case TEXT -> new TextEntries();
            case JSON -> new JsonEntries();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code --format} of a command that prints entries. */
    static final class Choice {
        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "long",
                description = {
                    "How to print an entry, one line each (default: ${DEFAULT-VALUE}):",
                    "long: cursor, time, label and data, for people: what is no printable text is escaped or in"
                            + " hexadecimal, and cut after 80 characters;",
                    "text: its data, byte by byte;",
                    "json: an object with cursor, time, label, and data as text or as base64.",
                })
        private EntryFormat format = LONG;

        EntryFormat format() {
            return format;
        }
    }
}
