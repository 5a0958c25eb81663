package dev.feedhub.store.memory.tests;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Codec;
import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Setting;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreFeature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the store can be told, and what it refuses. */
class MemoryOptionsTest {
    @Test
    void theOptionsAreThree() {
        assertEquals(
                List.of(
                        "feedhub.store.memory.maxEntries = 1000000",
                        "feedhub.store.memory.maxBytes = 256MiB",
                        "feedhub.store.memory.maxAge = 36500d"),
                MemoryStores.provider().options().stream()
                        .map(option -> option.key() + " = " + option.defaultText())
                        .toList());
    }

    @Test
    void s18_theFeaturesAreOne() {
        try (Store store = MemoryStores.open()) {
            assertEquals(Set.of(StoreFeature.CONSECUTIVE), store.features());
        }
    }

    @Test
    void isFoundThoughTheContextClassLoaderDoesNotHaveIt() {
        Thread opener = Thread.currentThread();
        ClassLoader before = opener.getContextClassLoader();
        HubConfig config = HubConfig.builder().set(HubConfig.STORE, "memory").build();
        opener.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (Hub<String> hub = Hub.open(config, Codec.utf8())) {
            assertEquals(Hub.State.RUNNING, hub.state());
        } finally {
            opener.setContextClassLoader(before);
        }
    }

    @Test
    void everyOptionCanBeSetInCodeToTheExtremesItAllows() {
        Map<String, List<String>> extremes = Map.of(
                "maxEntries", List.of("1", Long.toString(Long.MAX_VALUE)),
                "maxBytes", List.of("4KiB", Long.toString(Long.MAX_VALUE)),
                "maxAge", List.of("1ms", "36500d"));
        extremes.forEach((name, values) -> values.forEach(value ->
                assertDoesNotThrow(() -> MemoryStores.open(Map.of(name, value)).close(), () -> name + " = " + value)));
    }

    @Test
    void aValueThatIsNotAllowedIsNamed() {
        Map<String, String> refused = Map.of("maxEntries", "0", "maxBytes", "4095", "maxAge", "36501d");
        refused.forEach((name, value) -> {
            ConfigException error = assertThrows(ConfigException.class, () -> MemoryStores.open(Map.of(name, value)));
            assertTrue(error.toString().contains("feedhub.store.memory." + name), error::toString);
            assertTrue(error.toString().contains(value), error::toString);
        });
    }

    @Test
    void readingBesideTheHubIsRefusedAndSaysWhatToDo() {
        ConfigException error = assertThrows(ConfigException.class, () -> MemoryStores.open(Access.READ, Map.of()));
        assertTrue(error.toString().contains("Hub.history()"), error::toString);
        assertTrue(error.toString().contains("\"memory\""), error::toString);
    }

    @Test
    void aContextThatIsDoneOpensNothing() {
        Cancellable done = Context.background().withCancel();
        done.close();
        StoreConfig config = new StoreConfig(Access.WRITE, HubConfig.builder().build());
        assertThrows(CancelledException.class, () -> MemoryStores.provider().open(done, config));
    }

    @Test
    void everyKeyBeginsWithTheNameOfTheStore() {
        for (Setting<?> option : MemoryStores.provider().options()) {
            assertTrue(option.key().startsWith("feedhub.store.memory."), option::key);
        }
    }
}
