package dev.feedhub;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a hub and its store. They come from code, a map, a properties file or the environment; what is set later
 * replaces what was set before.
 *
 * <p>In the environment a key is written {@code FEEDHUB_CFG_} and then, in capitals, with underscores for dots and hyphens and
 * without its {@code feedhub.}: {@code FEEDHUB_CFG_FEED_CAPACITY} sets {@code feedhub.feed.capacity}. Everywhere else a key is
 * written exactly as its setting has it.
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
    private static final String IN_CODE = "set in code";
    private static final int MAX_FILE_BYTES = 1 << 20;

    /** A key as it was written, and whether that was as the name of a variable of the environment. */
    private record Key(String text, boolean isVariable) {
        static Key of(Setting<?> setting) {
            return new Key(setting.key(), false);
        }

        static Key variable(Setting<?> setting) {
            return new Key(environmentName(setting.key()), true);
        }

        boolean names(Setting<?> setting) {
            return equals(of(setting)) || equals(variable(setting));
        }
    }

    /** What one key was set to, where, and as which of all assignments. */
    private record Assignment(String value, String origin, long number) {}

    private final Map<Key, Assignment> assignments;
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
        Assignment last = later(assignments.get(Key.of(setting)), assignments.get(Key.variable(setting)));
        return last == null ? setting.parse(setting.defaultText(), "default") : setting.parse(last.value, last.origin);
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
     * Checks that every key is known, also one whose value was replaced.
     *
     * @param known all settings that there are
     * @throws ConfigException if a key is not among them, naming the first such key and the nearest known one
     */
    public void requireKnown(Collection<? extends Setting<?>> known) {
        List<String> keys = known.stream().map(Setting::key).toList();
        List<String> names = keys.stream().map(HubConfig::environmentName).toList();
        assignments.keySet().stream()
                .filter(key -> !(key.isVariable ? names : keys).contains(key.text))
                .min(Comparator.comparing(Key::text))
                .ifPresent(key -> {
                    throw unknown(key, key.isVariable ? names : keys);
                });
    }

    private ConfigException unknown(Key key, List<String> candidates) {
        Assignment assignment = Objects.requireNonNull(assignments.get(key));
        return new ConfigException("unknown key " + QuotedText.of(key.text, 200) + " (" + assignment.origin + ")"
                + NearestText.to(key.text, candidates)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse(""));
    }

    private static @Nullable Assignment later(@Nullable Assignment a, @Nullable Assignment b) {
        return a == null || (b != null && b.number > a.number) ? b : a;
    }

    private static String environmentName(String key) {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
        return ENVIRONMENT_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Collects settings. For one thread at a time. A call that ends with an exception sets nothing. */
    public static final class Builder {
        private final Map<Key, Assignment> assignments = new HashMap<>();
        private long count;
        private @Nullable StoreFactory storeFactory;

        private Builder() {}

        /**
         * Sets a key.
         *
         * @param setting the key, of the hub or of a store
         * @param value its value
         * @param <T> the type
         * @return this
         * @throws ConfigException if it is not allowed
         */
        public <T> Builder set(Setting<T> setting, T value) {
            Objects.requireNonNull(value, setting.key());
            String text = value instanceof Enum<?> constant ? Values.name(constant) : value.toString();
            setting.parse(text, IN_CODE);
            return set(setting.key(), text);
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
            return setAll(Collections.singletonMap(key, value), false, IN_CODE);
        }

        /**
         * Sets every key of a map.
         *
         * @param values values by key
         * @return this
         * @throws ConfigException if one is of the hub's own and not allowed
         */
        public Builder setAll(Map<String, String> values) {
            return setAll(values, false, "from a map");
        }

        /**
         * Sets every key of a properties file.
         *
         * @param file in UTF-8, at most 1 MiB
         * @return this
         * @throws ConfigException if it cannot be read, or a key is of the hub's own and its value not allowed
         */
        public Builder load(Path file) {
            Properties properties = new Properties();
            try (InputStream input = Files.newInputStream(file)) {
                byte[] content = input.readNBytes(MAX_FILE_BYTES + 1);
                if (content.length > MAX_FILE_BYTES) {
                    throw new IOException("it has more than " + MAX_FILE_BYTES + " bytes");
                }
                properties.load(
                        new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder()));
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new ConfigException("cannot read the properties file " + file + ": " + unreadable, unreadable);
            }
            return setAll(
                    properties.stringPropertyNames().stream()
                            .collect(Collectors.toMap(key -> key, properties::getProperty)),
                    false,
                    "from " + file);
        }

        /**
         * Sets every key that begins with {@code FEEDHUB_CFG_}.
         *
         * @param variables as {@link System#getenv()}
         * @return this
         * @throws ConfigException if one is of the hub's own and not allowed
         */
        public Builder environment(Map<String, String> variables) {
            return setAll(
                    variables.entrySet().stream()
                            .filter(variable -> variable.getKey().startsWith(ENVIRONMENT_PREFIX))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                    true,
                    "from the environment");
        }

        /**
         * Brings a store along, so that none is searched for. As with every setting, what is set later replaces it: a {@code
         * feedhub.store} with another name.
         *
         * @param factory a {@code dev.feedhub.store.StoreProvider}
         * @return this
         * @throws ConfigException if its name is empty
         */
        public Builder store(StoreFactory factory) {
            set(STORE, factory.name());
            storeFactory = factory;
            return this;
        }

        /**
         * Takes the settings as they are now.
         *
         * @return a configuration
         */
        public HubConfig build() {
            return new HubConfig(this);
        }

        private Builder setAll(Map<String, String> values, boolean areVariables, String origin) {
            Map<Key, Assignment> added = new HashMap<>();
            values.forEach((text, value) -> {
                Key key = new Key(Objects.requireNonNull(text, "key"), areVariables);
                check(key, Objects.requireNonNull(value, text), origin);
                added.put(key, new Assignment(value, origin, count + added.size()));
            });
            assignments.putAll(added);
            count += added.size();
            added.forEach((key, assignment) -> {
                if (key.names(STORE)
                        && storeFactory != null
                        && !assignment.value.strip().equals(storeFactory.name())) {
                    storeFactory = null;
                }
            });
            return this;
        }

        private static void check(Key key, String value, String origin) {
            for (Setting<?> setting : SETTINGS) {
                if (key.names(setting)) {
                    setting.parse(value, origin);
                }
            }
        }
    }
}
