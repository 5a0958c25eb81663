/** A hub over HTTP. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.server {
    requires transitive dev.feedhub;
    requires org.eclipse.jetty.server;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports dev.feedhub.server;
}
