/** What an application compiles against: feeds, hubs, listeners, streams and histories. */
@org.jspecify.annotations.NullMarked
module dev.feedhub {
    requires static transitive org.jspecify;

    exports dev.feedhub;

    uses dev.feedhub.HubProvider;
}
