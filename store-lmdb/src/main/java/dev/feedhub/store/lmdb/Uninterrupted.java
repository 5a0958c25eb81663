package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Calls that an interrupt must not end. It closes the channel that its thread is using, so what uses one has to be made again as a
 * whole; the interrupt is put back afterwards.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    interface Call<R> {
        R run() throws IOException;
    }

    static <R> R call(Call<R> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call.run();
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
