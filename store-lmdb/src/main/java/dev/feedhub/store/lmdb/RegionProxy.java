package dev.feedhub.store.lmdb;

import java.util.Comparator;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.BufferProxy;

/**
 * Keys and values as {@linkplain Region regions}: moving a cursor allocates nothing, a buffer is made only of what is looked at, and
 * neither needs a flag of the JVM. The buffers that lmdbjava brings need some on the module path.
 */
final class RegionProxy extends BufferProxy<Region> {
    @Override
    protected Region allocate() {
        return new Region();
    }

    @Override
    protected void deallocate(Region region) {}

    @Override
    protected byte[] getBytes(Region region) {
        return region.copy();
    }

    @Override
    protected @Nullable Pointer in(Region region, Pointer value) {
        value.putLong(STRUCT_FIELD_OFFSET_SIZE, region.size());
        value.putAddress(STRUCT_FIELD_OFFSET_DATA, region.address());
        return null;
    }

    @Override
    protected @Nullable Pointer in(Region region, int size, Pointer value) {
        value.putLong(STRUCT_FIELD_OFFSET_SIZE, size);
        return null;
    }

    @Override
    protected Region out(Region region, Pointer value) {
        region.set(value.getAddress(STRUCT_FIELD_OFFSET_DATA), value.getLong(STRUCT_FIELD_OFFSET_SIZE));
        return region;
    }

    @Override
    protected Comparator<Region> getSignedComparator() {
        return getUnsignedComparator();
    }

    /** Asked for when a tree is opened, used by lmdbjava's ranges alone. */
    @Override
    protected Comparator<Region> getUnsignedComparator() {
        return Comparator.comparing(Region::readOnlyView);
    }
}
