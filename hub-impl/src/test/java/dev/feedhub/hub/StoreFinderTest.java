package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.ConfigException;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Reader;
import dev.feedhub.StoreFactory;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFinderTest {
    private static String refusal(HubConfig config) {
        return String.valueOf(assertThrows(ConfigException.class, () -> Hub.open(config, Codec.utf8()))
                .getMessage());
    }

    @Test
    void aStoreThatIsNotThereNamesThoseFoundAndTheArtifact() {
        HubConfig config = HubConfig.builder()
                .set(HubConfig.STORE, "lmdb")
                .set("feedhub.store.lmdb.path", "/data")
                .build();
        assertEquals(
                "feedhub.store = \"lmdb\" names no store that is here; found are none; one of Feedhub's own would be in the"
                        + " artifact dev.feedhub:feedhub-store-lmdb",
                refusal(config),
                "rather than that its settings are unknown");
    }

    @Test
    void anUnknownKeyNamesTheNearest() {
        FakeStore store = new FakeStore();
        HubConfig config =
                FakeProvider.config(store).set("feedhub.feed.capasity", "7").build();
        assertEquals(
                "unknown key \"feedhub.feed.capasity\" (set in code); did you mean feedhub.feed.capacity?",
                refusal(config));
    }

    @Test
    void aFactoryThatIsNoProviderIsRefusedByName() {
        StoreFactory factory = () -> "mine";
        String message = refusal(HubConfig.builder().store(factory).build());
        assertTrue(message.startsWith("the store factory mine, a "), message);
        assertTrue(message.endsWith(", is not a dev.feedhub.store.StoreProvider"), message);
    }

    @Test
    void whatIsBroughtAlongIsOpened() {
        FakeStore store = new FakeStore();
        Store opened = StoreFinder.open(FakeProvider.config(store).build(), Access.WRITE);
        assertSame(store, opened);
    }

    @Test
    void noneIsAlwaysThereAndCannotBeReadBeside() {
        HubConfig none = HubConfig.builder().set(HubConfig.STORE, "none").build();
        Hub.open(none, Codec.utf8()).close();
        assertEquals(
                "feedhub.store = \"none\" keeps nothing that could be read beside its hub",
                assertThrows(ConfigException.class, () -> Reader.open(none, Codec.utf8()))
                        .getMessage());
    }

    @Test
    void aProviderThatCannotBeLoadedKeepsNobodyElseFromOpening(@TempDir Path dir) throws IOException {
        Path services = Files.createDirectories(dir.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.feedhub.store.StoreProvider"), "not.There\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader broken = new URLClassLoader(new URL[] {dir.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(broken);
            FakeProvider.hub(new FakeStore()).close();
            String message =
                    refusal(HubConfig.builder().set(HubConfig.STORE, "lmdb").build());
            assertTrue(message.contains("found and cannot be used: dev.feedhub.store.StoreProvider"), message);
            assertTrue(message.contains("not.There"), message);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void aHubThatCannotBeMadeClosesTheStore() {
        FakeStore store = new FakeStore();
        store.closed = true; // so that its span cannot be asked for
        boolean[] closedAgain = new boolean[1];
        store.onClose = () -> {
            closedAgain[0] = true;
            throw new IllegalStateException("nor be closed");
        };
        RuntimeException failure = assertThrows(RuntimeException.class, () -> FakeProvider.hub(store));
        assertEquals("the store is closed", failure.getMessage());
        assertTrue(closedAgain[0]);
        assertEquals(1, failure.getSuppressed().length);
        assertFalse(failure instanceof IllegalStateException);
    }
}
