package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

/** Says which store is tested. */
public interface StoreUnderTest {
    /**
     * The kind of store that is tested.
     *
     * @return what opens it
     */
    StoreProvider provider();

    /**
     * The settings of one store. Equal directories name the same store, others another; each test has a directory of its own, which
     * is deleted afterwards. All of a durable store is in its directory, whose files tests copy, put back and damage. A store must
     * not be told to remove anything by itself.
     *
     * @param directory an existing directory, empty unless a store was opened there before
     * @return values by key, as {@code feedhub.store.<name>.…}
     */
    default Map<String, String> settings(Path directory) {
        return Map.of();
    }
}
