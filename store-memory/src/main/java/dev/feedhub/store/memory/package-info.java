/**
 * A bounded store on the heap. {@link dev.feedhub.store.memory.ChunkedLog} says how it works, {@link
 * dev.feedhub.store.memory.HeapRetention} what it keeps.
 */
package dev.feedhub.store.memory;
