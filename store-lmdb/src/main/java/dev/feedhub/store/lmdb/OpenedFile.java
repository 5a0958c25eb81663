package dev.feedhub.store.lmdb;

import static java.util.Objects.requireNonNull;

import dev.feedhub.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the data file of a folder is still the one that was opened, where the system has a name for it.
 *
 * <p>It asks about the folder rather than the file as long as nothing was made, deleted or renamed in there: where the time of a file's last
 * change is asked for, Linux (since 6.13) gives the next write an exact time, and then each commit has to write that to the disk too.
 */
final class OpenedFile {
    private static final String IDENTITY = "unix:fileKey,ctime";

    /** The time of a change is that of the clock's last tick, 10 ms at most, or on some file systems one of whole seconds. */
    private static final Duration TICK = Duration.ofMillis(20);

    private static final Duration TICK_OF_SECONDS = Duration.ofSeconds(3);

    private final StoreFolder folder;
    private Optional<Object> key = Optional.empty();

    /** The folder's identity when its data file was looked at, if that tells of all later changes. */
    private volatile @Nullable Map<String, Object> unchanged;

    /** None yet, of a folder. */
    OpenedFile(StoreFolder folder) {
        this.folder = folder;
    }

    /** It is the one that is there. Not while another thread asks. */
    void remember() throws IOException {
        key = folder.fileKey();
        unchanged = null;
    }

    /** Whether a data file is this one; false where the system has no name for it. */
    boolean is(Optional<Object> file) {
        return file.isPresent() && file.equals(key);
    }

    /**
     * That it is still there.
     *
     * @throws StoreException if it is not
     */
    void require() {
        if (key.isEmpty()) {
            return;
        }
        try {
            Instant now = Instant.now();
            Map<String, Object> identity = Files.readAttributes(folder.path(), IDENTITY);
            if (identity.equals(unchanged)) {
                return;
            }
            if (key.equals(folder.fileKey())) {
                unchanged = settled(identity, now) ? identity : null;
                return;
            }
        } catch (NoSuchFileException deleted) {
            // as if it were another
        } catch (IOException failure) {
            throw folder.failed("be looked at", failure);
        }
        throw folder.replaced();
    }

    /** Whether what changes in a folder from now on shows: its last change is further back than a tick. */
    private boolean settled(Map<String, Object> identity, Instant now) {
        Instant changed = ((FileTime) requireNonNull(identity.get("ctime"))).toInstant();
        boolean exact = !changed.equals(changed.truncatedTo(ChronoUnit.MILLIS));
        return changed.plus(exact ? TICK : TICK_OF_SECONDS).isBefore(now) && !Files.isSymbolicLink(folder.dataFile());
    }
}
