/**
 * What a storage engine implements: a {@link dev.feedhub.store.StoreProvider} that opens a {@link dev.feedhub.store.Store}.
 * Nothing here is ever null but the payload of a record that has none.
 */
package dev.feedhub.store;
