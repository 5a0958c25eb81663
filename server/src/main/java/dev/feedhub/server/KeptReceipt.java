package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Receipt;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A receipt that is kept for longer than the item: once the cursor is known it is all that is left. */
final class KeptReceipt implements Receipt {
    private volatile @Nullable Cursor cursor; // written before the receipt is let go
    private volatile @Nullable Receipt receipt;

    KeptReceipt(Receipt receipt) {
        this.receipt = receipt;
    }

    @Override
    public Cursor await(Context ctx) throws InterruptedException {
        Receipt waiting = receipt;
        if (waiting != null) {
            cursor = waiting.await(ctx);
            receipt = null;
        }
        return Objects.requireNonNull(cursor);
    }

    @Override
    public CompletionStage<Cursor> toStage() {
        Receipt waiting = receipt;
        return waiting == null ? CompletableFuture.completedStage(Objects.requireNonNull(cursor)) : waiting.toStage();
    }
}
