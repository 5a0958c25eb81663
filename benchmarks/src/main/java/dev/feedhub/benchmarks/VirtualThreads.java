package dev.feedhub.benchmarks;

/** Starts threads of either kind; virtual ones by reflection, since this is compiled for Java 17, which has none. */
final class VirtualThreads {
    private VirtualThreads() {}

    static void start(boolean virtual, Runnable work) throws ReflectiveOperationException {
        if (virtual) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } else {
            Thread thread = new Thread(null, work, "reader", 128 << 10);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
