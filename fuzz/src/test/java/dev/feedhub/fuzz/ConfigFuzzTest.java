package dev.feedhub.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedhub.Codec;
import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.FeedhubException;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LimitExceededException;
import dev.feedhub.Reader;
import dev.feedhub.Setting;
import dev.feedhub.StoreException;
import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files of settings, of the hub and of both stores: they mean what is written there, or the error names the file or the key. */
@ExtendWith(ShortForm.class)
@Timeout(3_600) // of a whole run, which ./evidence makes as long as it wants
class ConfigFuzzTest {
    private static final int LONGEST_MESSAGE = 10_000;
    private static final String LMDB_PATH = "feedhub.store.lmdb.path";
    private static final List<Setting<?>> SETTINGS = Stream.concat(
                    HubConfig.settings().stream(),
                    StreamSupport.stream(ServiceLoader.load(StoreProvider.class).spliterator(), false)
                            .flatMap(store -> store.options().stream()))
            .toList();
    private static final List<String> KEYS = Stream.concat(
                    SETTINGS.stream().map(Setting::key), Stream.of("feedhub.feed.capasity", "\\u0066eedhub.store"))
            .toList();
    private static final List<String> VALUES = List.of(
            "memory", "lmdb", "none", "true", "commit", "meta", "1", "4KiB", "1MiB", "1ms", "36500d", "PT1S", "64TiB");
    private static final List<String> SEPARATORS = List.of("=", ":", " ", " = \\\n    ", "");

    @TempDir
    static Path folder = Path.of("");

    /** Files as people write them. */
    static Stream<byte[]> files() {
        String all = SETTINGS.stream()
                .filter(setting -> !setting.key().equals(LMDB_PATH))
                .map(setting -> "# " + setting.description() + "\n" + setting.key() + " = " + setting.defaultText())
                .reduce("", (file, line) -> file + line + "\r\n");
        return Stream.of(
                        all,
                        "feedhub.store: lmdb\n" + LMDB_PATH + " \\\n  /caf\u00e9\\u20ac\n",
                        "feedhub.feed.capacity=1\nfeedhub.feed.capacity=2\nFEEDHUB_CFG_FEED_CAPACITY=3\n",
                        "\ufefffeedhub.hub.name=a\\ud800\\u0000\n! feedhub.close.timeout\nfeedhub.close.timeout\tPT1S")
                .map(file -> file.getBytes(UTF_8));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "2m")
    void aFileSaysWhatItsPropertiesSayOrIsRefused(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("hub.properties"), content);
        try {
            HubConfig config = HubConfig.builder().load(file).build();
            Properties written = properties(content).orElseThrow();
            for (Setting<?> setting : SETTINGS) {
                String value = written.getProperty(setting.key());
                if (value != null) {
                    assertEquals(setting.parse(value, "from " + file), config.get(setting));
                } else if (!setting.key().equals(LMDB_PATH)) {
                    assertEquals(setting.parse(setting.defaultText(), "default"), config.get(setting));
                }
            }
            config.requireKnown(SETTINGS);
            List<String> keys = SETTINGS.stream().map(Setting::key).toList();
            assertTrue(keys.containsAll(written.stringPropertyNames()), written::toString);
        } catch (ConfigException refused) {
            assertReadable(refused);
            assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), refused::toString);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void aHubOpensAsItsFileSaysOrTheErrorNamesTheProblem(FuzzedDataProvider data) throws Exception {
        boolean reader = data.consumeBoolean();
        StringBuilder lines = new StringBuilder();
        while (data.remainingBytes() > 0) {
            lines.append(data.pickValue(KEYS))
                    .append(data.pickValue(SEPARATORS))
                    .append(data.consumeBoolean() ? data.pickValue(VALUES) : data.consumeString(20))
                    .append('\n');
        }
        Path file =
                Files.write(folder.resolve("hub.properties"), lines.toString().getBytes(UTF_8));
        try {
            HubConfig.Builder config = HubConfig.builder().load(file);
            if (reader) {
                Reader.open(config.build(), Codec.utf8()).close();
            } else {
                use(config.set(LMDB_PATH, folder.resolve("store").toString()).build());
            }
        } catch (ConfigException | StoreException | LimitExceededException refused) {
            assertReadable(refused);
        }
    }

    private static void use(HubConfig config) throws InterruptedException {
        try (Hub<String> hub = Hub.open(config, Codec.utf8())) {
            Context ctx = Context.background().withTimeout(Duration.ofMinutes(2));
            assertTrue(hub.feed().submit(ctx, "label", "data").await(ctx).position() > 0);
            assertEquals(config.get(HubConfig.FEED_CAPACITY), hub.feed().capacity());
            hub.history().span(ctx);
        }
    }

    /** What a file says; empty if it is no file of properties in UTF-8. */
    private static Optional<Properties> properties(byte[] content) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString()));
            return Optional.of(properties);
        } catch (CharacterCodingException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static void assertReadable(FeedhubException refused) {
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.length() <= LONGEST_MESSAGE, () -> "a message of " + message.length() + " characters");
        assertTrue(message.chars().noneMatch(Character::isISOControl), () -> "control characters in: " + message);
    }
}
