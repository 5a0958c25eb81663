/** A durable store on LMDB, by the name of {@code lmdb}. */
@org.jspecify.annotations.NullMarked
module dev.feedhub.store.lmdb {
    requires dev.feedhub.store;
    requires lmdbjava;
    requires org.jnrproject.ffi; // lmdbjava's buffers are given as its pointers
    requires org.jnrproject.jffi; // reads and writes native memory without a flag of the JVM
    requires org.objectweb.asm; // needed by jnr-ffi, and no automatic module asks for an explicit one

    provides dev.feedhub.store.StoreProvider with
            dev.feedhub.store.lmdb.LmdbStoreProvider;
}
