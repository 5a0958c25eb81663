package dev.feedhub.hub;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import java.util.List;
import java.util.Objects;

/**
 * Which channels want a label: asked of the filters once per label, remembered in a bounded cache, forgotten when the set of
 * channels changes. The hub thread only.
 */
final class LabelRoutes<T> {
    /** A label costs its own length, its route's, and this, so that neither many labels nor many channels can fill the heap. */
    private static final int LABEL_WEIGHT = 16;

    private static final long MAX_WEIGHT = 1 << 21;

    private final Cache<String, List<BroadcastChannel<T>>> routes = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher(
                    (String label, List<BroadcastChannel<T>> route) -> LABEL_WEIGHT + label.length() / 4 + route.size())
            .executor(Runnable::run)
            .build();

    private List<BroadcastChannel<T>> channels = List.of();
    private boolean selective;

    /** Takes notice of the channels there are, letting entries after a cursor into those that are new; false if they are the same. */
    boolean refresh(List<BroadcastChannel<T>> current, Cursor before) {
        if (current == channels) {
            return false;
        }
        for (BroadcastChannel<T> channel : current) {
            channel.admitAfter(before);
        }
        channels = current;
        selective = current.stream().anyMatch(channel -> !channel.filter().equals(LabelFilter.any()));
        routes.invalidateAll();
        return true;
    }

    List<BroadcastChannel<T>> of(String label) {
        return selective ? Objects.requireNonNull(routes.get(label, this::matching)) : channels;
    }

    private List<BroadcastChannel<T>> matching(String label) {
        return channels.stream()
                .filter(channel -> channel.filter().matches(label))
                .toList();
    }
}
