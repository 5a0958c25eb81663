/** Tests of the store on the heap, which see of it what a hub sees. */
@org.jspecify.annotations.NullMarked
open module dev.feedhub.store.memory.tests {
    requires dev.feedhub.conformance;
    requires dev.feedhub.store.memory;

    uses dev.feedhub.store.StoreProvider;
}
