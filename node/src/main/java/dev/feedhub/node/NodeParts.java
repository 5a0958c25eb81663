package dev.feedhub.node;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a node consists of: started one after another, stopped in reverse, whatever fails on the way. */
final class NodeParts implements AutoCloseable {
    /** How a part ends. */
    interface Stop {
        void stop() throws InterruptedException;
    }

    private record Part(String name, Stop stop) {}

    private final Deque<Part> started = new ArrayDeque<>();
    private final Notes notes;

    /** Where it is told what did not stop in order. */
    interface Notes {
        void failed(String part, Exception failure);
    }

    NodeParts(Notes notes) {
        this.notes = notes;
    }

    /** A part that has started, and how it ends within a limit of its own. */
    void started(String name, Stop stop) {
        started.push(new Part(name, stop));
    }

    /** Ends all, the last first. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.stop().stop();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                notes.failed(part.name(), interrupted);
            } catch (RuntimeException failure) {
                notes.failed(part.name(), failure);
            }
        }
    }
}
