package dev.feedhub;

/** An engine that says that it was asked; {@link EnginesTest} defines it anew in a class loader of its own. */
public final class EngineForTest implements HubProvider {
    /** For the service loader. */
    public EngineForTest() {}

    @Override
    public <T> Hub<T> open(HubConfig config, Codec<T> codec) {
        throw new UnsupportedOperationException("a hub was asked for");
    }

    @Override
    public <T> Reader<T> openReader(HubConfig config, Codec<T> codec) {
        throw new UnsupportedOperationException("a reader was asked for");
    }
}
