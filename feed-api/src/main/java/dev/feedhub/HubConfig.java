package dev.feedhub;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a hub and its store. They come from code, a map, a properties file or the environment; what is set later
 * replaces what was set before.
 *
 * <p>In the environment a key is written {@code FEEDHUB_CFG_} and then, in capitals, with underscores for dots and without its
 * {@code feedhub.}: {@code FEEDHUB_CFG_FEED_CAPACITY} sets {@code feedhub.feed.capacity}.
 *
 * <p>A value that is not allowed, and a key that neither the hub nor a store that is there knows, is a {@link ConfigException}: for
 * the hub's own keys when it is set, for all others when the hub is opened.
 *
 * <p>Immutable.
 */
public final class HubConfig {
    /** The store, by its name. */
    public static final Setting<String> STORE =
            Setting.text("feedhub.store", "memory", "The store, by its name; none keeps nothing.");

    /** How many items the feed holds. */
    public static final Setting<Integer> FEED_CAPACITY = Setting.integer(
            "feedhub.feed.capacity", 1_024, 1, 1 << 20, "How many items the feed holds before publishers wait.");

    /** How many bytes of labels and payloads the feed holds. */
    public static final Setting<Long> FEED_MAX_BYTES = Setting.bytes(
            "feedhub.feed.maxBytes",
            "64MiB",
            1,
            Long.MAX_VALUE / 4,
            "How many bytes of labels and payloads the feed holds before publishers wait; no single item may be larger.");

    /** How long an append is tried again. */
    public static final Setting<Duration> STORE_RETRY_FOR = Setting.duration(
            "feedhub.store.retryFor",
            "10s",
            Duration.ZERO,
            Duration.ofDays(1),
            "How long the hub tries again to append a batch of which the store says that nothing is stored.");

    /** How long closing waits. */
    public static final Setting<Duration> CLOSE_TIMEOUT = Setting.duration(
            "feedhub.close.timeout",
            "30s",
            Duration.ZERO,
            Duration.ofDays(1),
            "How long close waits for accepted items to be indexed.");

    /** What the hub is called. */
    public static final Setting<String> HUB_NAME = Setting.text(
            "feedhub.hub.name", "feedhub", "What the hub is called, in the name of its thread and in messages.");

    /** Whether the hub's thread is a daemon. */
    public static final Setting<Boolean> HUB_DAEMON = Setting.flag(
            "feedhub.hub.daemon", true, "Whether the JVM may exit while the hub runs: its thread is a daemon.");

    private static final List<Setting<?>> SETTINGS =
            List.of(STORE, FEED_CAPACITY, FEED_MAX_BYTES, STORE_RETRY_FOR, CLOSE_TIMEOUT, HUB_NAME, HUB_DAEMON);

    private static final String PREFIX = "feedhub.";
    private static final String ENVIRONMENT_PREFIX = "FEEDHUB_CFG_";

    /** What one key was set to, and where. */
    private record Assignment(String key, String value, String origin) {}

    private final Map<String, Assignment> assignments; // by name in the environment
    private final @Nullable StoreFactory storeFactory;

    private HubConfig(Builder builder) {
        this.assignments = Map.copyOf(builder.assignments);
        this.storeFactory = builder.storeFactory;
    }

    /**
     * A configuration to fill.
     *
     * @return empty: every setting has its default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The settings of the hub itself, those of no store.
     *
     * @return in the order of the documentation
     */
    public static List<Setting<?>> settings() {
        return SETTINGS;
    }

    /**
     * The value of a setting.
     *
     * @param setting the setting
     * @param <T> its type
     * @return its value, or its default
     * @throws ConfigException if its value is not allowed, or it must be set and is not
     */
    public <T> T get(Setting<T> setting) {
        Assignment assignment = assignments.get(environmentName(setting.key()));
        return assignment == null
                ? setting.parse(setting.defaultText(), "default")
                : setting.parse(assignment.value, assignment.origin);
    }

    /**
     * The store that the application brings along.
     *
     * @return empty where it is to be found by its name
     */
    public Optional<StoreFactory> storeFactory() {
        return Optional.ofNullable(storeFactory);
    }

    /**
     * Checks that every key is known.
     *
     * @param known all settings that there are
     * @throws ConfigException if a key is not among them, naming it and the nearest one
     */
    public void requireKnown(Collection<? extends Setting<?>> known) {
        Map<String, String> keys = new HashMap<>();
        known.forEach(setting -> keys.put(environmentName(setting.key()), setting.key()));
        assignments.forEach((name, assignment) -> {
            String key = keys.get(name);
            if (key == null || !assignment.key.equals(name) && !assignment.key.equals(key)) {
                throw new ConfigException("unknown key " + assignment.key + " (" + assignment.origin + ")"
                        + NearestText.to(assignment.key, assignment.key.equals(name) ? keys.keySet() : keys.values())
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse(""));
            }
        });
    }

    private static String environmentName(String key) {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
        return ENVIRONMENT_PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** Collects settings. For one thread at a time. */
    public static final class Builder {
        private final Map<String, Assignment> assignments = new HashMap<>();
        private @Nullable StoreFactory storeFactory;

        private Builder() {}

        /**
         * Sets a key.
         *
         * @param setting the key
         * @param value its value; a duration or an enum constant is taken as its own type
         * @param <T> the type
         * @return this
         * @throws ConfigException if it is one of the hub's own and not allowed
         */
        public <T> Builder set(Setting<T> setting, T value) {
            return set(
                    setting.key(),
                    value instanceof Enum<?> constant ? Values.name(constant) : value.toString(),
                    "set in code");
        }

        /**
         * Sets a key.
         *
         * @param key the key, as {@code feedhub.store}
         * @param value its value as text
         * @return this
         * @throws ConfigException if it is one of the hub's own and not allowed
         */
        public Builder set(String key, String value) {
            return set(key, value, "set in code");
        }

        /**
         * Sets every key of a map.
         *
         * @param values values by key
         * @return this
         * @throws ConfigException if one is of the hub's own and not allowed
         */
        public Builder setAll(Map<String, String> values) {
            values.forEach((key, value) -> set(key, value, "from a map"));
            return this;
        }

        /**
         * Sets every key of a properties file.
         *
         * @param file in UTF-8
         * @return this
         * @throws ConfigException if it cannot be read, or a key is of the hub's own and its value not allowed
         */
        public Builder load(Path file) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new ConfigException("cannot read the properties file " + file + ": " + unreadable);
            }
            properties.stringPropertyNames().forEach(key -> set(key, properties.getProperty(key), "from " + file));
            return this;
        }

        /**
         * Sets every key that begins with {@code FEEDHUB_CFG_}.
         *
         * @param variables as {@link System#getenv()}
         * @return this
         * @throws ConfigException if one is of the hub's own and not allowed
         */
        public Builder environment(Map<String, String> variables) {
            variables.forEach((name, value) -> {
                if (name.startsWith(ENVIRONMENT_PREFIX)) {
                    set(name, value, "from the environment");
                }
            });
            return this;
        }

        /**
         * Brings a store along, so that none is searched for.
         *
         * @param factory a {@code dev.feedhub.store.StoreProvider}
         * @return this
         */
        public Builder store(StoreFactory factory) {
            storeFactory = factory;
            return set(STORE, factory.name());
        }

        /**
         * Takes the settings as they are now.
         *
         * @return a configuration
         */
        public HubConfig build() {
            return new HubConfig(this);
        }

        private Builder set(String key, String value, String origin) {
            String name = key.startsWith(ENVIRONMENT_PREFIX) ? key : environmentName(key);
            for (Setting<?> setting : SETTINGS) {
                if (environmentName(setting.key()).equals(name)) {
                    setting.parse(value, origin);
                }
            }
            assignments.put(name, new Assignment(key, value, origin));
            return this;
        }
    }
}
