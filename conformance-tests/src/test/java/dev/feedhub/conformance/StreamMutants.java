package dev.feedhub.conformance;

import java.util.List;

/** What a stream can get wrong. */
final class StreamMutants {
    static final List<EngineMutant> ALL = List.of(
            EngineMutant.of("gives the entry after a loss twice", "R-1", "R-2")
                    .where(
                            "JoiningStream",
                            "return new Cursor(cursor.position() - 1,",
                            "return new Cursor(cursor.position(),"),
            EngineMutant.of("does not tell that it fell behind", "R-2")
                    .where(
                            "JoiningStream",
                            "notice = new FellBehind<>(pages.through(), delivery.lost());",
                            "notice = null;"),
            EngineMutant.of("counts one removed entry too many", "R-3", "R-1")
                    .where(
                            "PageBuffer",
                            "next.position() - through.position();",
                            "next.position() - through.position() + 1;"),
            EngineMutant.of("has caught up with a page before it has given it", "R-4", "R-3")
                    .where(
                            "PageBuffer",
                            "atEnd = page.atEnd();",
                            "atEnd = page.atEnd(); if (!atEnd) return new dev.feedhub.Signal.CaughtUp<>(through);"),
            EngineMutant.of("has caught up again and again", "R-4", "R-5", "R-8", "H-4", "X-1", "P-4", "P-5")
                    .where("JoiningStream", "if (caughtUp || h", "if (h"),
            EngineMutant.of("stays where it is while nothing matches", "R-5")
                    .where(
                            "JoiningStream",
                            "pages.skipThrough(dispatched);\n        return new Progress",
                            "return new Progress"),
            EngineMutant.of("has a thread", "R-6").where("JoiningStream", "this.pages =", """
                            Thread thread = new Thread(() -> java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L));
                            thread.setDaemon(true);
                            thread.start();
                            this.pages ="""),
            EngineMutant.of("takes equal entries for one", "R-7")
                    .where("PageBuffer", "return records.hasNext() ? history.entry(records.next()) : null;", """
                            while (records.hasNext()) {
                                Entry<T> entry = history.entry(records.next());
                                Object given = entry.label() + new String(((StoredEntry<T>) entry).payload());
                                if (!given.equals(last)) {
                                    last = given;
                                    return entry;
                                }
                            }
                            return null;""")
                    .where("PageBuffer", "private boolean atEnd;", "private boolean atEnd; private Object last;")
                    .where(
                            "StoredEntry",
                            "private T decode(byte[] payload) {",
                            "byte[] payload() { return stored.record().payload() == null ? new byte[0]"
                                    + " : stored.record().payload(); } private T decode(byte[] payload) {"),
            EngineMutant.of("does not wake its taker when it is closed", "R-8", "H-2", "P-1", "P-4", "P-5")
                    .where("JoiningStream", "if (live != null) {\n            live.close();", "if (live != null) {"),
            EngineMutant.of("drops the notice that draining stops before", "R-9")
                    .where(
                            "JoiningStream",
                            "notice = signal;\n                    break;",
                            "notice = null;\n                    break;"));

    private StreamMutants() {}
}
