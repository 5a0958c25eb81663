package dev.feedhub.store;

import dev.feedhub.HubConfig;
import dev.feedhub.Setting;
import java.util.Objects;

/**
 * What a store is opened with.
 *
 * @param access whether to write
 * @param config the settings of the hub and its store
 */
public record StoreConfig(Access access, HubConfig config) {
    /**
     * Checks that there are both.
     *
     * @param access whether to write
     * @param config the settings of the hub and its store
     */
    public StoreConfig {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(config, "config");
    }

    /** Whether a store is opened to append to it. */
    public enum Access {
        /** To read beside a writer. */
        READ,
        /** To append, and to read; a store has one writer at a time. */
        WRITE
    }

    /**
     * The value of a setting.
     *
     * @param setting one of the store's options
     * @param <T> its type
     * @return its value, or its default
     * @throws dev.feedhub.ConfigException if its value is not allowed, or it must be set and is not
     */
    public <T> T get(Setting<T> setting) {
        return config.get(setting);
    }
}
