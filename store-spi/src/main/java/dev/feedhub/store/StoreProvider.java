package dev.feedhub.store;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Setting;
import dev.feedhub.StoreException;
import dev.feedhub.StoreFactory;
import java.nio.file.Path;
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

    /**
     * Copies a store as of one moment, also while it is written: what is appended meanwhile is not in the copy, and waits for
     * nothing.
     *
     * @param ctx checked before it begins
     * @param config the settings of the store that is copied; its access plays no part
     * @param target a folder that does not exist yet, or is empty
     * @throws ConfigException if this kind of store cannot be copied; nothing was written
     * @throws StoreException if it cannot be opened, or its copy not be written; the target is not a store then
     */
    default void copy(Context ctx, StoreConfig config, Path target) {
        throw new ConfigException("the store \"" + name() + "\" cannot be copied");
    }

    /**
     * Looks at everything there is in a store, also while it is written, and changes nothing.
     *
     * @param ctx checked again and again
     * @param config the settings of the store; its access plays no part
     * @return what was found, damage included
     * @throws ConfigException if this kind of store cannot be verified
     * @throws StoreException if there is no such store, or it is not one
     */
    default Verification verify(Context ctx, StoreConfig config) {
        throw new ConfigException("the store \"" + name() + "\" cannot be verified");
    }
}
