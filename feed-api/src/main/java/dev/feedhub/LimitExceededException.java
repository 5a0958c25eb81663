package dev.feedhub;

/** An item is larger than a limit allows. It was not published, and no other item is affected. */
public final class LimitExceededException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /** In bytes. */
    private final long size;

    /** In bytes. */
    private final long limit;

    /**
     * Says what is too large.
     *
     * @param thing what is too large, as "the payload of an item labelled \"a/b\""
     * @param size its size in bytes
     * @param limit the largest size allowed in bytes
     * @param limitName the limit's name, as "feedhub.feed.maxBytes"
     */
    public LimitExceededException(String thing, long size, long limit, String limitName) {
        super(thing + " has " + size + " bytes; " + limitName + " allows " + limit, null);
        this.size = size;
        this.limit = limit;
    }

    /**
     * How large it was.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * How large it may be.
     *
     * @return bytes
     */
    public long limit() {
        return limit;
    }
}
