package dev.feedhub.server;

import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.ContextDoneException;
import dev.feedhub.DivergedException;
import dev.feedhub.HubFailedException;
import dev.feedhub.LimitExceededException;
import dev.feedhub.StoreException;
import dev.feedhub.TruncatedException;
import dev.feedhub.server.Fault.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What an exception of the hub is in terms of the protocol. No client sees a class name or a stack trace. */
final class Faults {
    private static final Logger LOG = System.getLogger("dev.feedhub.server");

    private Faults() {}

    /** The fault of a request that ended with an exception. */
    static Fault of(Throwable thrown) {
        if (thrown instanceof Fault fault) {
            return fault;
        } else if (thrown instanceof TruncatedException gone) {
            return new Fault(Kind.TRUNCATED, text(gone))
                    .with("cursor", gone.start())
                    .with("floor", gone.floor())
                    .with("newest", gone.newest());
        } else if (thrown instanceof DivergedException other) {
            return new Fault(Kind.DIVERGED, text(other))
                    .with("cursor", other.cursor())
                    .with("floor", other.floor())
                    .with("newest", other.newest());
        } else if (thrown instanceof LimitExceededException large) {
            return new Fault(Kind.TOO_LARGE, text(large))
                    .with("size", large.size())
                    .with("limit", large.limit());
        } else if (thrown instanceof HubFailedException || thrown instanceof StoreException) {
            LOG.log(Level.WARNING, "a request ended with " + thrown);
            return new Fault(Kind.HUB_FAILED, text(thrown));
        } else if (thrown instanceof ClosedException
                || thrown instanceof CancelledException
                || thrown instanceof InterruptedException) {
            return new Fault(Kind.STOPPING, "the node is stopping");
        } else if (thrown instanceof ContextDoneException) {
            return new Fault(Kind.TIMED_OUT, "the time for this request is over");
        } else if (thrown instanceof IllegalArgumentException wrong) {
            return Fault.invalidParams(text(wrong));
        }
        LOG.log(Level.ERROR, "a request failed", thrown);
        return new Fault(Kind.INTERNAL_ERROR, "an error inside the node, which its log has");
    }

    private static String text(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
