/** Measurements; not published. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.benchmarks {
    requires dev.feedhub;
}
