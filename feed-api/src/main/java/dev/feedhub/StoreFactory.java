package dev.feedhub;

/**
 * A store that an application brings along in its {@link HubConfig}, instead of naming one that is found. Stores implement
 * {@code dev.feedhub.store.StoreProvider}, which extends this; nothing else is accepted.
 */
public interface StoreFactory {
    /**
     * The store's name, as in {@code feedhub.store} and in the keys of its settings.
     *
     * @return lower-case letters, digits and hyphens
     */
    String name();
}
