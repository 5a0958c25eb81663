package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up whoever comes until it is opened. */
final class Gate {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until opened, taking no notice of interrupts. */
    void pass() {
        arrived.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                if (!opened.await(2 * Task.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the test left its gate closed");
                }
                break;
            } catch (InterruptedException interrupt) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasArrival() {
        return arrived.getCount() == 0;
    }

    void awaitArrival() {
        try {
            if (!arrived.await(Task.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                fail("nobody came to the gate");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("the test was interrupted", interrupted);
        }
    }

    void open() {
        opened.countDown();
    }
}
