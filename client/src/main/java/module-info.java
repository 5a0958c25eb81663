/** The hub of a node, from another process. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.client {
    requires transitive dev.feedhub;
    requires java.net.http;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports dev.feedhub.client;
}
