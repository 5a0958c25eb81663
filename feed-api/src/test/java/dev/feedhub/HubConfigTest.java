package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where settings come from, which wins, and what is wrong with them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubConfigTest {
    private enum Mode {
        COMMIT,
        META_SYNC
    }

    private static final Setting<Mode> MODE =
            Setting.choice("feedhub.store.my-store.syncMode", Mode.COMMIT, "When it syncs.");
    private static final Setting<String> PATH = Setting.text("feedhub.store.my-store.path", null, "Where it is.");
    private static final List<Setting<?>> KNOWN =
            Stream.concat(HubConfig.settings().stream(), Stream.of(MODE, PATH)).toList();

    @TempDir
    private Path directory;

    @Test
    void defaultsAreAllowed() {
        HubConfig config = HubConfig.builder().build();
        assertEquals("memory", config.get(HubConfig.STORE));
        assertEquals(1_024, config.get(HubConfig.FEED_CAPACITY));
        assertEquals(64L << 20, config.get(HubConfig.FEED_MAX_BYTES));
        assertEquals(Duration.ofSeconds(10), config.get(HubConfig.STORE_RETRY_FOR));
        assertEquals(Duration.ofSeconds(30), config.get(HubConfig.CLOSE_TIMEOUT));
        assertEquals("feedhub", config.get(HubConfig.HUB_NAME));
        assertEquals(true, config.get(HubConfig.HUB_DAEMON));
        assertEquals(Optional.empty(), config.storeFactory());
        config.requireKnown(KNOWN);
        assertEquals(7, HubConfig.settings().size());
        for (Setting<?> setting : HubConfig.settings()) {
            assertTrue(setting.key().startsWith("feedhub."), setting::key);
            config.get(setting);
        }
    }

    @Test
    void aValueOfEachTypeIsTakenAsItsOwn() {
        HubConfig config = HubConfig.builder()
                .set(HubConfig.STORE_RETRY_FOR, Duration.ofMillis(1_500))
                .set(HubConfig.CLOSE_TIMEOUT, Duration.ZERO)
                .set(HubConfig.FEED_MAX_BYTES, Long.MAX_VALUE / 4)
                .set(HubConfig.FEED_CAPACITY, 1 << 20)
                .set(HubConfig.HUB_DAEMON, false)
                .set(HubConfig.HUB_NAME, "a b")
                .set(MODE, Mode.META_SYNC)
                .build();
        assertEquals(Duration.ofMillis(1_500), config.get(HubConfig.STORE_RETRY_FOR));
        assertEquals(Duration.ZERO, config.get(HubConfig.CLOSE_TIMEOUT));
        assertEquals(Long.MAX_VALUE / 4, config.get(HubConfig.FEED_MAX_BYTES));
        assertEquals(1 << 20, config.get(HubConfig.FEED_CAPACITY));
        assertEquals(false, config.get(HubConfig.HUB_DAEMON));
        assertEquals("a b", config.get(HubConfig.HUB_NAME));
        assertEquals(Mode.META_SYNC, config.get(MODE));
        config.requireKnown(KNOWN);
    }

    @Test
    void whatIsSetLaterReplacesWhatWasSetBefore() throws IOException {
        Path file = Files.writeString(directory.resolve("hub.properties"), "feedhub.feed.capacity = 2\n");
        HubConfig.Builder builder = HubConfig.builder().set(HubConfig.FEED_CAPACITY, 1);
        assertEquals(1, builder.build().get(HubConfig.FEED_CAPACITY));
        assertEquals(2, builder.load(file).build().get(HubConfig.FEED_CAPACITY));
        builder.environment(Map.of("FEEDHUB_CFG_FEED_CAPACITY", "3"));
        assertEquals(3, builder.build().get(HubConfig.FEED_CAPACITY));
        builder.setAll(Map.of("feedhub.feed.capacity", "4"));
        assertEquals(4, builder.build().get(HubConfig.FEED_CAPACITY));
        builder.environment(Map.of("FEEDHUB_CFG_FEED_CAPACITY", "5"));
        HubConfig before = builder.build();
        assertEquals(6, builder.set("feedhub.feed.capacity", "6").build().get(HubConfig.FEED_CAPACITY));
        assertEquals(5, before.get(HubConfig.FEED_CAPACITY), "a configuration does not change");
    }

    @ParameterizedTest
    @CsvSource({
        "feedhub.feed.capacity, FEEDHUB_CFG_FEED_CAPACITY",
        "feedhub.feed.maxBytes, FEEDHUB_CFG_FEED_MAXBYTES",
        "feedhub.store, FEEDHUB_CFG_STORE",
        "feedhub.store.my-store.syncMode, FEEDHUB_CFG_STORE_MY_STORE_SYNCMODE"
    })
    void aKeyHasAVariable(String key, String variable) {
        Setting<String> setting = Setting.text(key, "a default", "A text.");
        HubConfig config = HubConfig.builder()
                .environment(Map.of(variable, "17", "PATH", "/bin", "FEEDHUB_HOME", "/"))
                .build();
        assertEquals("17", config.get(setting));
        config.requireKnown(List.of(setting));
    }

    @Test
    void aValueThatIsNotAllowedIsNamedWithItsOrigin() throws IOException {
        Path file = Files.writeString(directory.resolve("hub.properties"), "feedhub.feed.capacity=0\n");
        HubConfig.Builder builder = HubConfig.builder();
        String allowed = " is not allowed; allowed is a whole number from 1 to 1048576";
        assertRefused(
                "feedhub.feed.capacity = \"0\" (set in code)" + allowed, () -> builder.set(HubConfig.FEED_CAPACITY, 0));
        assertRefused(
                "feedhub.feed.capacity = \"a\" (set in code)" + allowed,
                () -> builder.set("feedhub.feed.capacity", "a"));
        assertRefused(
                "feedhub.feed.capacity = \"99999999999999999999\" (from a map)" + allowed,
                () -> builder.setAll(Map.of("feedhub.feed.capacity", "99999999999999999999")));
        assertRefused("feedhub.feed.capacity = \"0\" (from " + file + ")" + allowed, () -> builder.load(file));
        assertRefused(
                "feedhub.feed.capacity = \"\" (from the environment)" + allowed,
                () -> builder.environment(Map.of("FEEDHUB_CFG_FEED_CAPACITY", "")));
        assertRefused(
                "feedhub.store.retryFor = \"PT-1S\" (set in code) is not allowed; allowed is a duration from PT0S to PT24H,"
                        + " as 250ms, 10s, 5m, 2h, 7d or PT10S",
                () -> builder.set(HubConfig.STORE_RETRY_FOR, Duration.ofSeconds(-1)));
        assertEquals(1_024, builder.build().get(HubConfig.FEED_CAPACITY), "nothing was set");
    }

    @Test
    void aMapWithOneValueThatIsNotAllowedSetsNothing() {
        HubConfig.Builder builder = HubConfig.builder();
        Map<String, String> values = new LinkedHashMap<>(); // the last, a flag, is not allowed
        HubConfig.settings().forEach(setting -> values.put(setting.key(), "1"));
        assertThrows(ConfigException.class, () -> builder.setAll(values));
        HubConfig config = builder.build();
        HubConfig.settings()
                .forEach(setting -> assertEquals(setting.parse(setting.defaultText(), "default"), config.get(setting)));
    }

    @Test
    void aStoresValueIsCheckedWhenItsSettingIsKnown() {
        Setting<Integer> size = Setting.integer("feedhub.store.my-store.size", 1, 1, 10, "A size.");
        assertRefused(
                "feedhub.store.my-store.size = \"0\" (set in code) is not allowed; allowed is a whole number from 1 to 10",
                () -> HubConfig.builder().set(size, 0));
        HubConfig config = HubConfig.builder()
                .set("feedhub.store.my-store.syncMode", "never")
                .build();
        assertRefused(
                "feedhub.store.my-store.syncMode = \"never\" (set in code) is not allowed; allowed is commit or meta_sync",
                () -> config.get(MODE));
        assertRefused(
                "feedhub.store.my-store.path is not set; allowed is text of 1 to 4096 characters without control characters",
                () -> config.get(PATH));
    }

    @ParameterizedTest
    @CsvSource({
        "feedhub.feed.maxbytes, feedhub.feed.maxBytes",
        "FEEDHUB.FEED.CAPACITY, feedhub.feed.capacity",
        "feedhub.feed_capacity, feedhub.feed.capacity",
        "feed.capacity, feedhub.feed.capacity",
        "feedhub.feed.capasity, feedhub.feed.capacity",
        "' feedhub.store', feedhub.store",
        "feedhub.store.my-store.syncmode, feedhub.store.my-store.syncMode",
        "feedhub.store.my.store.path, feedhub.store.my-store.path"
    })
    void aMisspelledKeyIsNeverAppliedAndNamesTheNearest(String key, String nearest) {
        HubConfig config = HubConfig.builder().set(key, "77").build();
        assertEquals(1_024, config.get(HubConfig.FEED_CAPACITY));
        assertEquals(64L << 20, config.get(HubConfig.FEED_MAX_BYTES));
        assertEquals("memory", config.get(HubConfig.STORE));
        assertEquals(Mode.COMMIT, config.get(MODE));
        assertRefused(
                "unknown key " + QuotedText.of(key) + " (set in code); did you mean " + nearest + "?",
                () -> config.requireKnown(KNOWN));
    }

    @Test
    void aMisspelledVariableNamesTheNearestVariable() {
        HubConfig config = HubConfig.builder()
                .environment(Map.of("FEEDHUB_CFG_FEED_MAX_BYTES", "1KiB"))
                .build();
        assertRefused(
                "unknown key \"FEEDHUB_CFG_FEED_MAX_BYTES\" (from the environment); did you mean FEEDHUB_CFG_FEED_MAXBYTES?",
                () -> config.requireKnown(KNOWN));
    }

    @Test
    void aMisspelledKeyIsToldAlthoughTheRightOneIsSetToo() {
        HubConfig config = HubConfig.builder()
                .set("feedhub.feed.Capacity", "2")
                .set("feedhub.feed.capacity", "3")
                .build();
        assertEquals(3, config.get(HubConfig.FEED_CAPACITY));
        assertRefused(
                "unknown key \"feedhub.feed.Capacity\" (set in code); did you mean feedhub.feed.capacity?",
                () -> config.requireKnown(KNOWN));
    }

    @Test
    void theNameOfAVariableIsNoKeyOutsideOfTheEnvironment() throws IOException {
        Path file = Files.writeString(directory.resolve("hub.properties"), "FEEDHUB_CFG_FEED_CAPACITY=3\n");
        HubConfig config = HubConfig.builder().load(file).build();
        assertEquals(1_024, config.get(HubConfig.FEED_CAPACITY));
        assertRefused(
                "unknown key \"FEEDHUB_CFG_FEED_CAPACITY\" (from " + file + "); did you mean feedhub.feed.capacity?",
                () -> config.requireKnown(KNOWN));
    }

    @Test
    void anUnknownKeyIsShownOnOneLineAndCut() {
        HubConfig config = HubConfig.builder()
                .set("\ufefffeedhub.store\n" + "x".repeat(1_000), "memory")
                .build();
        String shown = "\\ufefffeedhub.store\\n" + "x".repeat(200 - 15) + "…";
        assertRefused("unknown key \"" + shown + "\" (set in code)", () -> config.requireKnown(KNOWN));
    }

    @Test
    void theFirstOfSeveralUnknownKeysIsTold() {
        HubConfig config = HubConfig.builder()
                .setAll(Map.of("zebra", "1", "mmmmmmmmmmmmmmmmmmmmmmm", "1", "quite/another", "1"))
                .build();
        assertRefused("unknown key \"mmmmmmmmmmmmmmmmmmmmmmm\" (from a map)", () -> config.requireKnown(KNOWN));
    }

    @Test
    void aPropertiesFileIsReadAsUtf8() throws IOException {
        Path file = Files.writeString(directory.resolve("hub.properties"), """
                # a comment
                feedhub.hub.name: café \\u20ac
                feedhub.store.my-store.path = \\
                  /a b
                feedhub.feed.capacity=1
                feedhub.feed.capacity=2
                """);
        HubConfig config = HubConfig.builder().load(file).build();
        assertEquals("café €", config.get(HubConfig.HUB_NAME));
        assertEquals("/a b", config.get(PATH));
        assertEquals(2, config.get(HubConfig.FEED_CAPACITY), "of two lines the latter");
        config.requireKnown(KNOWN);
    }

    @Test
    void aPropertiesFileThatCannotBeReadIsNamed() throws IOException {
        Path missing = directory.resolve("missing.properties");
        Path escape = Files.writeString(directory.resolve("escape.properties"), "a = \\u12G4\n");
        Path latin = Files.write(directory.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe9, '\n'});
        Path large = Files.writeString(directory.resolve("large.properties"), "#".repeat((1 << 20) + 1));
        for (Path file : List.of(missing, escape, latin, directory, large)) {
            ConfigException refused = assertThrows(
                    ConfigException.class, () -> HubConfig.builder().load(file));
            Throwable cause = refused.getCause();
            assertEquals("cannot read the properties file " + file + ": " + cause, refused.getMessage());
            assertTrue(cause instanceof IOException || cause instanceof IllegalArgumentException, () -> "" + cause);
        }
        assertInstanceOf(
                IllegalArgumentException.class,
                assertThrows(ConfigException.class, () -> HubConfig.builder().load(escape))
                        .getCause());
    }

    @Test
    void aStoreBroughtAlongIsReplacedByALaterName() {
        StoreFactory factory = () -> "mine";
        HubConfig.Builder builder =
                HubConfig.builder().set("feedhub.store", "lmdb").store(factory);
        assertSame(factory, builder.build().storeFactory().orElseThrow());
        assertEquals("mine", builder.build().get(HubConfig.STORE));
        builder.environment(Map.of("FEEDHUB_CFG_STORE", "mine")).set("feedhub.hub.name", "other");
        assertSame(factory, builder.build().storeFactory().orElseThrow(), "the same name again");
        builder.environment(Map.of("FEEDHUB_CFG_STORE", "lmdb"));
        assertEquals(Optional.empty(), builder.build().storeFactory());
        assertEquals("lmdb", builder.build().get(HubConfig.STORE));
        assertSame(factory, builder.store(factory).build().storeFactory().orElseThrow());
        assertRefused(
                "feedhub.store = \"\" (set in code) is not allowed; allowed is text of 1 to 4096 characters without control characters",
                () -> builder.store(() -> ""));
        assertSame(factory, builder.build().storeFactory().orElseThrow(), "nothing was set");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        HubConfig.Builder builder = HubConfig.builder();
        Map<String, String> values = new HashMap<>();
        values.put("a.b", null);
        assertNamed("key", () -> builder.set((String) null, "a"));
        assertNamed("feedhub.store", () -> builder.set("feedhub.store", null));
        assertNamed("feedhub.store", () -> builder.set(HubConfig.STORE, null));
        assertNamed("a.b", () -> builder.setAll(values));
        assertThrows(NullPointerException.class, () -> builder.store(null));
        assertThrows(NullPointerException.class, () -> builder.load(null));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(message, assertThrows(ConfigException.class, call::run).getMessage());
    }

    private static void assertNamed(String name, Runnable call) {
        assertEquals(name, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
