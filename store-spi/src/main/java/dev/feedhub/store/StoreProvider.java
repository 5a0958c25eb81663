package dev.feedhub.store;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.StoreException;
import dev.feedhub.StoreFactory;
import java.util.List;

/**
 * Opens stores of one kind. Found by {@link java.util.ServiceLoader}: declare it in {@code module-info} and in {@code
 * META-INF/services}.
 */
public interface StoreProvider extends StoreFactory {
    /**
     * The settings this kind of store has.
     *
     * @return settings whose keys begin with {@code feedhub.store.<name>.}
     */
    List<Setting<?>> options();

    /**
     * Opens a store.
     *
     * @param ctx how long opening may go on
     * @param config the settings, and whether to write
     * @return the store
     * @throws ConfigException if a setting is not allowed, or this kind of store has no such access; nothing was opened
     * @throws StoreException if it cannot be opened: locked, damaged, foreign, of a newer format; nothing was changed
     * @rule S-13, S-14
     */
    Store open(Context ctx, StoreConfig config);
}
