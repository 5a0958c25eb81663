package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of setting: what it reads, and what it says of everything else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SettingTest {
    private enum Mode {
        COMMIT,
        META_SYNC
    }

    private static final Setting<Integer> INTEGER = Setting.integer("feedhub.x", 5, -3, 10, "An integer.");
    private static final Setting<Long> NUMBER =
            Setting.number("feedhub.x", 5, Long.MIN_VALUE, Long.MAX_VALUE, "A number.");
    private static final Setting<Long> BYTES = Setting.bytes("feedhub.x", "1KiB", 1, 1L << 42, "Bytes.");
    private static final Setting<Duration> DURATION =
            Setting.duration("feedhub.x", "10s", Duration.ofMillis(1), Duration.ofDays(7), "A duration.");
    private static final Setting<Boolean> FLAG = Setting.flag("feedhub.x", true, "A flag.");
    private static final String ALLOWED_TEXT = "text of 1 to 4096 characters without control characters";
    private static final Setting<String> TEXT = Setting.text("feedhub.x", null, "A text.");
    private static final Setting<Mode> CHOICE = Setting.choice("feedhub.x", Mode.COMMIT, "A mode.");

    @ParameterizedTest
    @CsvSource({"-3, -3", "10, 10", "' 7 ', 7", "+4, 4", "-0, 0", "007, 7"})
    void integerIsRead(String text, int value) {
        assertEquals(value, INTEGER.parse(text, "test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-4",
                "11",
                "",
                " ",
                "1.0",
                "1e1",
                "0x1",
                "1_0",
                "1,0",
                "five",
                "4294967296",
                "4294967301",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999"
            })
    void integerThatIsNoneOrOutOfRangeIsRefused(String text) {
        assertRefused(INTEGER, text, "a whole number from -3 to 10");
    }

    @Test
    void numberIsReadToTheEndsOfItsRange() {
        assertEquals(Long.MAX_VALUE, NUMBER.parse("9223372036854775807", "test"));
        assertEquals(Long.MIN_VALUE, NUMBER.parse("-9223372036854775808", "test"));
        String allowed = "a whole number from -9223372036854775808 to 9223372036854775807";
        assertRefused(NUMBER, "9223372036854775808", allowed);
        assertRefused(NUMBER, "-9223372036854775809", allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "4096, 4096",
        "17B, 17",
        "64KiB, 65536",
        "64 KiB, 65536",
        "8MiB, 8388608",
        "2GiB, 2147483648",
        "1TiB, 1099511627776",
        "4398046511104, 4398046511104",
        "4TiB, 4398046511104"
    })
    void bytesAreReadInEveryUnit(String text, long value) {
        assertEquals(value, BYTES.parse(text, "test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0KiB",
                "-1",
                "-1KiB",
                "1.5KiB",
                "64KB",
                "64kib",
                "64K",
                "KiB",
                "1 2",
                "1KiB1",
                "5TiB",
                "4398046511105",
                "9223372036854775807TiB",
                "8388608TiB",
                "16777217TiB", // 2^64 bytes and one that is allowed
                "9999999999999999999",
                "99999999999999999999"
            })
    void bytesThatAreNoneOrOutOfRangeAreRefused(String text) {
        assertRefused(BYTES, text, "bytes from 1 to 4398046511104, as 4096, 64KiB, 8MiB or 2GiB");
    }

    @ParameterizedTest
    @CsvSource({
        "1ms, PT0.001S",
        "250ms, PT0.25S",
        "10s, PT10S",
        "10 s, PT10S",
        "5m, PT5M",
        "2h, PT2H",
        "7d, PT168H",
        "PT10S, PT10S",
        "P7D, PT168H",
        "PT1H30M, PT1H30M",
        "PT0.001S, PT0.001S",
        "604800000ms, PT168H"
    })
    void durationIsReadInEveryUnit(String text, Duration value) {
        assertEquals(value, DURATION.parse(text, "test"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "0s",
                "-1s",
                "1.5s",
                "10S",
                "10sec",
                "1w",
                "8d",
                "PT0S",
                "PT-1S",
                "-PT1S",
                "P",
                "PT",
                "P1Y",
                "PT168H0.000000001S",
                "PT0.000999999S",
                "9223372036854775807d",
                "9999999999999999999s",
                "pt10s",
                "PT9223372036854775808S"
            })
    void durationThatIsNoneOrOutOfRangeIsRefused(String text) {
        assertRefused(DURATION, text, "a duration from PT0.001S to PT168H, as 250ms, 10s, 5m, 2h, 7d or PT10S");
    }

    @Test
    void flagIsTrueOrFalse() {
        assertEquals(true, FLAG.parse("true", "test"));
        assertEquals(false, FLAG.parse(" false ", "test"));
        for (String text : new String[] {"", "yes", "TRUE", "1", "on"}) {
            assertRefused(FLAG, text, "true or false");
        }
    }

    @Test
    void textIsOneLineThatIsNeitherEmptyNorLong() {
        assertEquals("a b", TEXT.parse(" a b ", "test"));
        assertEquals(4_096, TEXT.parse("a".repeat(4_096), "test").length());
        for (String text : new String[] {"", " \t", "a\nb", "\0", "a\u007f"}) {
            assertRefused(TEXT, text, ALLOWED_TEXT);
        }
        assertThrows(ConfigException.class, () -> TEXT.parse("a".repeat(4_097), "test"));
    }

    @Test
    void pathIsOneOfTheSystem() {
        Setting<Path> path = Setting.path("feedhub.x", "/a", "A path.");
        assertEquals(Path.of("/a b"), path.parse("/a b ", "test"));
        for (String text : new String[] {"", "/a\0b", "/a\ud800"}) {
            assertRefused(path, text, "a path, " + ALLOWED_TEXT);
        }
    }

    @Test
    void choiceIsOneOfTheConstants() {
        assertEquals(Mode.COMMIT, CHOICE.parse("commit", "test"));
        assertEquals(Mode.META_SYNC, CHOICE.parse("meta_sync", "test"));
        for (String text : new String[] {"", "COMMIT", "meta-sync", "none"}) {
            assertRefused(CHOICE, text, "commit or meta_sync");
        }
    }

    @Test
    void aSettingTellsOfItself() {
        assertEquals("feedhub.x", INTEGER.key());
        assertEquals("feedhub.x", INTEGER.toString());
        assertEquals("An integer.", INTEGER.description());
        assertEquals("5", INTEGER.defaultText());
        assertEquals("1KiB", BYTES.defaultText());
        assertEquals("commit", CHOICE.defaultText());
        ConfigException unset = assertThrows(ConfigException.class, TEXT::defaultText);
        assertEquals("feedhub.x is not set; allowed is " + ALLOWED_TEXT, unset.getMessage());
    }

    @Test
    void aDefaultThatIsNotAllowedIsNoSetting() {
        ConfigException refused =
                assertThrows(ConfigException.class, () -> Setting.integer("feedhub.x", 11, 1, 10, "Too large."));
        assertEquals(
                "feedhub.x = \"11\" (default) is not allowed; allowed is a whole number from 1 to 10",
                refused.getMessage());
        assertThrows(ConfigException.class, () -> Setting.bytes("feedhub.x", "64KB", 1, 100, "No unit."));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        assertNamed("feedhub.x", () -> TEXT.parse(null, "test"));
        assertNamed("key", () -> Setting.flag(null, true, "A flag."));
        assertNamed("description", () -> Setting.flag("feedhub.x", true, null));
    }

    private static void assertNamed(String name, Runnable call) {
        assertEquals(name, assertThrows(NullPointerException.class, call::run).getMessage());
    }

    private static void assertRefused(Setting<?> setting, String text, String allowed) {
        ConfigException refused = assertThrows(ConfigException.class, () -> setting.parse(text, "from a test"));
        assertEquals(
                "feedhub.x = " + QuotedText.of(text) + " (from a test) is not allowed; allowed is " + allowed,
                refused.getMessage());
    }
}
