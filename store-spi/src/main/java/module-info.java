/** What a storage engine implements. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.store {
    requires transitive dev.feedhub;
    requires static transitive org.jspecify;

    exports dev.feedhub.store;
}
