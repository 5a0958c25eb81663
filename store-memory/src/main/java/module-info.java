/** A bounded store on the heap, by the name of {@code memory}. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.store.memory {
    requires dev.feedhub.store;

    provides dev.feedhub.store.StoreProvider with
            dev.feedhub.store.memory.MemoryStoreProvider;
}
