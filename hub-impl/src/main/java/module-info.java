/** The engine of a hub; exports nothing. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.hub {
    requires com.github.benmanes.caffeine;
    requires dev.feedhub.store;
    requires static org.jspecify;

    uses dev.feedhub.store.StoreProvider;

    provides dev.feedhub.HubProvider with
            dev.feedhub.hub.EngineProvider;
}
