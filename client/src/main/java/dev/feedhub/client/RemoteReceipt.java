package dev.feedhub.client;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.HubFailedException;
import dev.feedhub.Receipt;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A receipt for an item that is on its way to a node. */
final class RemoteReceipt implements Receipt {
    private final String node;
    private final Monitor monitor; // changes when receipts end
    private final CompletableFuture<Cursor> end = new CompletableFuture<>();

    RemoteReceipt(String node, Monitor monitor) {
        this.node = node;
        this.monitor = monitor;
    }

    @Override
    public Cursor await(Context ctx) throws InterruptedException {
        CompletableFuture<Cursor> ended = monitor.await(ctx, () -> end.isDone() ? end : null);
        try {
            return ended.join();
        } catch (CompletionException failed) {
            throw new HubFailedException(node, Objects.requireNonNullElse(failed.getCause(), failed));
        }
    }

    @Override
    public CompletionStage<Cursor> toStage() {
        CompletableFuture<Cursor> stage = new CompletableFuture<>();
        var unused = end.whenCompleteAsync((cursor, cause) -> {
            if (cause == null) {
                stage.complete(cursor);
            } else {
                stage.completeExceptionally(new HubFailedException(node, cause));
            }
        });
        return stage.minimalCompletionStage();
    }

    void stored(Cursor cursor) {
        end.complete(cursor);
    }

    void failed(Throwable cause) {
        end.completeExceptionally(cause);
    }
}
