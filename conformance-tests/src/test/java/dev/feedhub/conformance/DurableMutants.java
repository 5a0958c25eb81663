package dev.feedhub.conformance;

import dev.feedhub.Cursor;
import dev.feedhub.Query.Bound;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Each differs from {@link DurableReferenceProvider} in one step. */
final class DurableMutants {
    private DurableMutants() {}

    static final class LockingWithin extends DurableReferenceProvider {
        @Override
        AutoCloseable lock(Path folder) {
            String property = "locked:" + folder;
            String pid = Long.toString(ProcessHandle.current().pid());
            if (System.getProperties().putIfAbsent(property, pid) != null) {
                throw new StoreException(Outcome.NOT_STORED, folder + " is written by process " + pid, null);
            }
            return () -> System.getProperties().remove(property);
        }
    }

    static final class LockingWithinTheLoader extends DurableReferenceProvider {
        private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

        @Override
        AutoCloseable lock(Path folder) {
            if (!WRITTEN.add(folder)) {
                long pid = ProcessHandle.current().pid();
                throw new StoreException(Outcome.NOT_STORED, folder + " is written by process " + pid, null);
            }
            return () -> WRITTEN.remove(folder);
        }
    }

    static final class DroppingItsLock extends DurableReferenceProvider {
        @Override
        AutoCloseable lock(Path folder) {
            try {
                return super.lock(folder);
            } catch (StoreException refused) {
                try {
                    FileChannel.open(folder.resolve(ReferenceLock.LOCK), StandardOpenOption.WRITE)
                            .close();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
                throw refused;
            }
        }
    }

    static final class KeepingTheLock extends DurableReferenceProvider {
        @Override
        AutoCloseable lock(Path folder) {
            Path holder = folder.resolve(ReferenceLock.HOLDER);
            try {
                Path made = Files.createFile(holder);
                Files.writeString(made, Long.toString(ProcessHandle.current().pid()));
                return () -> Files.delete(made);
            } catch (FileAlreadyExistsException held) {
                throw new StoreException(Outcome.NOT_STORED, folder + " is written by process " + read(holder), held);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static String read(Path holder) {
            try {
                return Files.readString(holder);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    static final class OneEpoch extends DurableReferenceProvider {
        @Override
        ReferenceStore writer(ReferenceLog log, AutoCloseable lock) {
            return new Writer(log, lock) {
                @Override
                long drawEpoch() {
                    return 1;
                }
            };
        }
    }

    static final class CountingEpochs extends DurableReferenceProvider {
        @Override
        ReferenceStore writer(ReferenceLog log, AutoCloseable lock) {
            long before = log.all().stream()
                    .mapToLong(stored -> stored.cursor().epoch())
                    .distinct()
                    .count();
            return new Writer(log, lock) {
                @Override
                long drawEpoch() {
                    return before + 1;
                }
            };
        }
    }

    static final class Torn extends DurableReferenceProvider {
        private static final int MOST_TORN = 20; // more would take longer than the kit waits

        @Override
        ReferenceStore writer(ReferenceLog log, AutoCloseable lock) {
            return new Writer(log, lock) {
                @Override
                void keep(List<StoredRecord> batch) {
                    if (batch.size() > MOST_TORN) {
                        super.keep(batch);
                        return;
                    }
                    for (StoredRecord stored : batch) {
                        super.keep(List.of(stored));
                        LockSupport.parkNanos(500_000); // most kills come in between
                    }
                }
            };
        }
    }

    static final class Late extends DurableReferenceProvider {
        @Override
        ReferenceLog writtenLog(Path file) {
            return new LateLog(file);
        }

        @Override
        ReferenceStore writer(ReferenceLog log, AutoCloseable lock) {
            return new Writer(log, lock) {
                @Override
                public synchronized void close() {
                    if (!isClosed()) {
                        log.save();
                    }
                    super.close();
                }
            };
        }
    }

    /** Stores every fourth batch at once, and those before with it. */
    private static final class LateLog extends ReferenceLog {
        private int batches;

        LateLog(Path file) {
            super(file);
        }

        @Override
        void add(List<StoredRecord> batch) {
            all().addAll(batch);
            if (++batches % 4 == 0) {
                save();
            }
        }
    }

    static final class TakingAnyFolder extends DurableReferenceProvider {
        @Override
        void checkOwn(Path folder) {}
    }

    static final class MakingWhatItReads extends DurableReferenceProvider {
        @Override
        void checkThere(Path file) {
            if (!Files.exists(file)) {
                ReferenceFile.write(file, List.of(), 0);
            }
        }
    }

    static final class Behind extends DurableReferenceProvider {
        @Override
        ReferenceStore reader(ReferenceLog log) {
            return new BesideTheWriter(log) {
                @Override
                void look() {
                    super.look();
                    if (!log.held().isEmpty()) {
                        log.all().remove(log.all().size() - 1);
                    }
                }
            };
        }
    }

    static final class PassingOver extends DurableReferenceProvider {
        @Override
        ReferenceStore reader(ReferenceLog log) {
            return new BesideTheWriter(log) {
                @Override
                RecordPage page(List<StoredRecord> records, Cursor through, boolean atEnd) {
                    int count = records.size() < 2 ? records.size() : records.size() - 1;
                    return super.page(records.subList(0, count), through, atEnd);
                }
            };
        }
    }

    static final class ReadingOn extends DurableReferenceProvider {
        @Override
        ReferenceStore reader(ReferenceLog log) {
            return new BesideTheWriter(log) {
                @Override
                void checkNotTruncated(@Nullable Bound lower) {}
            };
        }
    }

    static final class DroppingTheNewest extends DurableReferenceProvider {
        @Override
        ReferenceLog writtenLog(Path file) {
            ReferenceLog log = super.writtenLog(file);
            if (!log.held().isEmpty()) {
                log.all().remove(log.all().size() - 1);
            }
            return log;
        }
    }

    /** The epoch of an empty store is that of its folder. */
    static final class RememberingWipedEpochs extends DurableReferenceProvider {
        @Override
        ReferenceStore writer(ReferenceLog log, AutoCloseable lock) {
            return new Writer(log, lock) {
                @Override
                long drawEpoch() {
                    return log.all().isEmpty() ? 7 : super.drawEpoch();
                }
            };
        }
    }

    static final class ForgettingEpochs extends DurableReferenceProvider {
        @Override
        ReferenceLog writtenLog(Path file) {
            ReferenceLog log = super.writtenLog(file);
            Cursor floor = log.floor();
            List<StoredRecord> all = log.all();
            int removed = all.size() - log.held().size();
            for (int i = 0; i < removed; i++) {
                Cursor cursor = new Cursor(all.get(i).cursor().position(), floor.epoch());
                all.set(i, new StoredRecord(cursor, all.get(i).record()));
            }
            return log;
        }
    }
}
