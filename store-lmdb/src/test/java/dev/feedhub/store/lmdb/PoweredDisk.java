package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/**
 * What is on a disk when its power is lost: of each file all that was synced, and any of the sectors of 512 bytes that were written
 * since, in any order; of the names all that were synced, and the first few of the changes since.
 */
final class PoweredDisk {
    private static final int SECTOR = 512;

    private final Path root;
    private final Map<Path, Content> current = new HashMap<>();
    private final Map<Path, Content> durable = new HashMap<>();
    private final List<Change> unsyncedNames = new ArrayList<>();

    /** A file or a folder was made, renamed or removed. */
    private record Change(DiskEvent event, Content content) {
        Path path() {
            return event instanceof DiskEvent.Made made
                    ? made.path()
                    : event instanceof DiskEvent.Renamed renamed ? renamed.to() : ((DiskEvent.Removed) event).path();
        }

        void in(Map<Path, Content> names) {
            if (event instanceof DiskEvent.Removed) {
                names.remove(path());
                return;
            }
            if (event instanceof DiskEvent.Renamed renamed) {
                names.remove(renamed.from());
            }
            names.put(path(), content);
        }
    }

    private static final class Content {
        private final boolean folder;
        private byte[] durable = {};
        private final List<DiskEvent.Written> unsynced = new ArrayList<>();

        Content(boolean folder) {
            this.folder = folder;
        }

        void write(DiskEvent.Written written) {
            if (written.durable()) {
                durable = with(durable, written.offset(), written.bytes(), 0, written.bytes().length);
            } else {
                unsynced.add(written);
            }
        }

        void sync() {
            for (DiskEvent.Written written : unsynced) {
                durable = with(durable, written.offset(), written.bytes(), 0, written.bytes().length);
            }
            unsynced.clear();
        }

        /** What may be there, each unsynced sector with a likelihood. */
        byte[] afterLoss(Random random, double likelihood) {
            byte[] bytes = durable.clone();
            for (DiskEvent.Written written : unsynced) {
                int length = written.bytes().length;
                for (int from = 0; from < length; ) {
                    int to = (int) Math.min(length, from + SECTOR - (written.offset() + from) % SECTOR);
                    if (random.nextDouble() < likelihood) {
                        bytes = with(bytes, written.offset(), written.bytes(), from, to);
                    }
                    from = to;
                }
            }
            return bytes;
        }

        private static byte[] with(byte[] old, long offset, byte[] bytes, int from, int to) {
            int end = Math.toIntExact(offset + to);
            byte[] changed = end > old.length ? Arrays.copyOf(old, end) : old;
            System.arraycopy(bytes, from, changed, Math.toIntExact(offset + from), to - from);
            return changed;
        }
    }

    /** A disk on which a folder is empty, and durably so. */
    PoweredDisk(Path root) {
        this.root = root;
    }

    void apply(DiskEvent event) {
        if (event instanceof DiskEvent.Written written) {
            current(written.file()).write(written);
        } else if (event instanceof DiskEvent.Synced synced) {
            sync(synced.path());
        } else if (event instanceof DiskEvent.Made made) {
            if (!current.containsKey(made.path())) { // otherwise it was opened again
                change(event, new Content(made.folder()));
            }
        } else if (event instanceof DiskEvent.Renamed renamed) {
            change(event, current(renamed.from()));
        } else if (event instanceof DiskEvent.Removed removed) {
            change(event, current(removed.path()));
        }
    }

    private void change(DiskEvent event, Content content) {
        Change change = new Change(event, content);
        change.in(current);
        unsyncedNames.add(change);
    }

    /** Names are changed in the order of a journal: with those of a folder, all that came before are on the disk. */
    private void sync(Path path) {
        if (!path.equals(root) && !current(path).folder) {
            current(path).sync();
            return;
        }
        int end = unsyncedNames.size();
        while (end > 0 && !path.equals(unsyncedNames.get(end - 1).path().getParent())) {
            end--;
        }
        List<Change> synced = unsyncedNames.subList(0, end);
        synced.forEach(change -> change.in(durable));
        synced.clear();
    }

    private Content current(Path path) {
        return Objects.requireNonNull(current.get(path), path::toString);
    }

    /** Writes what may be on the disk after the power was lost at this moment into a folder. */
    void losePower(Random random, Path target) throws IOException {
        Map<Path, Content> names = new HashMap<>(durable);
        unsyncedNames.subList(0, random.nextInt(unsyncedNames.size() + 1)).forEach(change -> change.in(names));
        double likelihood = random.nextInt(3) / 2.0;
        for (Path path : new TreeSet<>(names.keySet())) { // a folder before what is in it
            Content content = Objects.requireNonNull(names.get(path));
            Path copy = target.resolve(root.relativize(path));
            if (content.folder) {
                Files.createDirectory(copy);
            } else {
                Files.write(copy, content.afterLoss(random, likelihood));
            }
        }
    }
}
