package dev.feedhub;

/** A second thread tried to take from a listener or stream while another was taking. It took nothing. */
public final class ConcurrentUseException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was used twice at a time.
     *
     * @param thing what has one taker at a time, as "the listener"
     */
    public ConcurrentUseException(String thing) {
        super("another thread is taking from " + thing + "; it has one taker at a time", null);
    }
}
