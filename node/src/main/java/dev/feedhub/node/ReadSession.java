package dev.feedhub.node;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.Reader;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Supplier;

/** Runs what reads a store: Ctrl-C ends it in order, with the store closed and whole lines printed. */
final class ReadSession {
    private static final Duration PATIENCE = Duration.ofSeconds(2); // the output may be blocked

    /** What is done with the store. */
    interface Body {
        /**
         * Reads.
         *
         * @param reader the open store
         * @param ctx done once somebody asks to end
         * @param out flushed afterwards, whatever happens
         */
        void read(Reader<byte[]> reader, Context ctx, DataOutput out) throws InterruptedException;
    }

    private ReadSession() {}

    /** Gives the exit status. */
    static int run(OutputStream output, HubConfig config, Body body) throws InterruptedException {
        return run(output, () -> Reader.open(config, Codec.bytes()), body);
    }

    /** Gives the exit status. */
    @SuppressWarnings("try") // the request acts by itself
    static int run(OutputStream output, Supplier<Reader<byte[]>> opened, Body body) throws InterruptedException {
        DataOutput out = new DataOutput(output);
        try (Cancellable session = Context.background().withCancel();
                ShutdownRequest shutdown = new ShutdownRequest(session::close, PATIENCE);
                Reader<byte[]> reader = opened.get()) {
            try {
                body.read(reader, session, out);
                return ExitStatus.OK;
            } catch (CancelledException ended) {
                return ExitStatus.INTERRUPTED;
            } finally {
                out.flush();
            }
        }
    }
}
