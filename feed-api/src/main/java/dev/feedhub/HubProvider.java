package dev.feedhub;

/** Brings the engine: what {@link Hub#open} and {@link Reader#open} find by {@link java.util.ServiceLoader}. */
public interface HubProvider {
    /**
     * Opens a hub, as {@link Hub#open} says.
     *
     * @param config the settings
     * @param codec turns data into what the store holds
     * @param <T> the type of the data
     * @return a running hub
     */
    <T> Hub<T> open(HubConfig config, Codec<T> codec);

    /**
     * Opens a reader, as {@link Reader#open} says.
     *
     * @param config the settings
     * @param codec turns what the store holds into data
     * @param <T> the type of the data
     * @return a reader
     */
    <T> Reader<T> openReader(HubConfig config, Codec<T> codec);
}
