/** The runnable: the command line. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.node {
    requires dev.feedhub;
    requires dev.feedhub.client;
    requires dev.feedhub.server;
    requires dev.feedhub.store;
    requires info.picocli;
    requires java.logging;
    requires jdk.jfr;
    requires static org.jspecify;

    opens dev.feedhub.node to
            info.picocli;

    uses dev.feedhub.store.StoreProvider;
}
