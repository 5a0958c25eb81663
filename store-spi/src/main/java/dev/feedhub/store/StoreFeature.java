package dev.feedhub.store;

/** What a store may or may not do. The conformance kit tests that each feature is there, or that it is not. */
public enum StoreFeature {
    /**
     * What append returned is there again when the store is reopened, also after the process was killed or the power failed.
     * Without it a store begins empty at each opening.
     */
    DURABLE,
    /** It can be opened to read while another process writes it. */
    MULTI_PROCESS,
    /** Positions have no holes. */
    CONSECUTIVE,
    /** It keeps nothing: payloads are not needed, and its floor is its newest position. */
    KEEPS_NOTHING
}
