package dev.feedhub.conformance;

import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.Map;

/** What only a store in files does; a file that is written anew at each change is too slow for the rest. */
class DurableReferenceStoreTest
        implements StoreRules,
                HistoryRules,
                StreamRules,
                HubCrashRules,
                HubBackupRules,
                ReaderRules,
                ReaderProcessRules {
    @Override
    public StoreProvider provider() {
        return new DurableReferenceProvider();
    }

    @Override
    public Map<String, String> settings(Path directory) {
        return Map.of(DurableReferenceProvider.PATH.key(), directory.toString());
    }
}
