package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Feed;
import dev.feedhub.Receipt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accepts items here and sends them to a node, in order. A thread of its own sends, from the first item on. */
final class RemoteFeed<T> implements Feed<T> {
    private final OutgoingItems items;
    private final Codec<T> codec;
    private final Runnable startSender;

    RemoteFeed(OutgoingItems items, Codec<T> codec, Runnable startSender) {
        this.items = items;
        this.codec = codec;
        this.startSender = startSender;
    }

    @Override
    public void publish(Context ctx, String label, @Nullable T data) throws InterruptedException {
        submit(ctx, label, data);
    }

    @Override
    public Receipt submit(Context ctx, String label, @Nullable T data) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        RemoteItem.require(label, data);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        ctx.check();
        items.requireOpen();
        byte[] json = RemoteItem.json(label, data, codec);
        startSender.run();
        return items.add(ctx, json);
    }

    @Override
    public boolean tryPublish(String label, @Nullable T data) {
        RemoteItem.require(label, data);
        items.requireOpen();
        byte[] json = RemoteItem.json(label, data, codec);
        startSender.run();
        return items.tryAdd(json);
    }

    @Override
    public int capacity() {
        return items.capacity();
    }

    @Override
    public int size() {
        return items.size();
    }
}
