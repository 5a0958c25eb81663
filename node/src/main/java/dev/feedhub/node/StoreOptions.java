package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.HubConfig;
import dev.feedhub.Setting;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which store, the same for every command that has one. Of settings, what comes later here counts. */
final class StoreOptions {
    private static final String DEFAULT_STORE = "lmdb";

    @Option(names = "--path", paramLabel = "DIR", description = "The folder of the store.", order = -9)
    private @Nullable Path path;

    @Option(
            names = "--store",
            paramLabel = "NAME",
            description = "The kind of store (default: " + DEFAULT_STORE + "). feedhub stores tells which there are.",
            order = -8)
    private @Nullable String store;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Take settings from this properties file.",
            order = -7)
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set one setting, of hub or store; may be repeated. feedhub stores --hub tells them all.",
            order = -6)
    private final Map<String, String> settings = new LinkedHashMap<>();

    /**
     * The settings: those of the environment, the file and the options, in this order.
     *
     * @throws ConfigException if one is unknown or not allowed, there is no such store, or it has no folder and needs one
     */
    HubConfig config() {
        return config(Optional.ofNullable(path));
    }

    boolean isGiven() {
        return path != null || store != null || file != null || !settings.isEmpty();
    }

    /** The same for a store in another folder. */
    HubConfig configAt(Path elsewhere) {
        return config(Optional.of(elsewhere));
    }

    private HubConfig config(Optional<Path> folder) {
        HubConfig.Builder builder =
                HubConfig.builder().set(HubConfig.STORE.key(), DEFAULT_STORE).environment(System.getenv());
        if (file != null) {
            builder.load(file);
        }
        if (store != null) {
            builder.set(HubConfig.STORE.key(), store);
        }
        builder.setAll(settings);
        StoreProvider provider = Stores.named(builder.build().get(HubConfig.STORE));
        Optional<Setting<?>> pathSetting = pathSetting(provider);
        folder.ifPresent(given -> builder.set(
                pathSetting
                        .orElseThrow(() -> new ConfigException(
                                "--path " + given + ": the store \"" + provider.name() + "\" has no folder"))
                        .key(),
                given.toString()));
        HubConfig config = builder.build();
        List<Setting<?>> known = new ArrayList<>(HubConfig.settings());
        Stores.found().values().forEach(each -> known.addAll(each.options()));
        config.requireKnown(known);
        pathSetting.ifPresent(setting -> requireSet(config, setting));
        return config;
    }

    private static void requireSet(HubConfig config, Setting<?> path) {
        try {
            config.get(path);
        } catch (ConfigException e) {
            throw new ConfigException("--path DIR names the folder of the store: " + e.getMessage(), e);
        }
    }

    private static Optional<Setting<?>> pathSetting(StoreProvider provider) {
        String key = "feedhub.store." + provider.name() + ".path";
        for (Setting<?> setting : provider.options()) {
            if (setting.key().equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** The kind of store that a configuration of these options names. */
    static StoreProvider provider(HubConfig config) {
        return Stores.named(config.get(HubConfig.STORE));
    }

    /** The folder of the store; empty where this kind has none. */
    static Optional<Path> folder(HubConfig config) {
        return pathSetting(provider(config)).map(setting -> Path.of(String.valueOf(config.get(setting))));
    }

    /** For what a provider does without opening the store. */
    static StoreConfig toRead(HubConfig config) {
        return new StoreConfig(Access.READ, config);
    }
}
