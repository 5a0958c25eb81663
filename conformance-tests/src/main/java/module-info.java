/** The tests that a store must pass, alone and under a hub. */
@org.jspecify.annotations.NullMarked
open module dev.feedhub.conformance {
    requires transitive dev.feedhub.store;
    requires transitive org.junit.jupiter.api;
    requires transitive net.jqwik.api;
    requires static transitive org.jspecify;

    exports dev.feedhub.conformance;
}
