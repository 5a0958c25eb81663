package dev.feedhub.hub;

import java.util.AbstractList;

/**
 * Items that the hub's thread took together, in an array that is as young as they are. Storing a reference into an old array costs
 * a full fence under G1, one for each; young arrays are spared it, and copies of a run pay once.
 */
final class Batch<T> extends AbstractList<PublishedItem<T>> {
    private final Object[] items;
    private final int size;

    /** The first so many of some items. */
    Batch(Object[] items, int size) {
        this.items = items;
        this.size = size;
    }

    @Override
    @SuppressWarnings("unchecked")
    public PublishedItem<T> get(int index) {
        return (PublishedItem<T>) items[index];
    }

    @Override
    public int size() {
        return size;
    }

    PublishedItem<T> last() {
        return get(size - 1);
    }

    /** Copies so many items from an index on into slots. */
    void copy(int from, Object[] slots, int firstSlot, int count) {
        System.arraycopy(items, from, slots, firstSlot, count);
    }
}
