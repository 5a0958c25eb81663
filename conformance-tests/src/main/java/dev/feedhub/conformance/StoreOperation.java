package dev.feedhub.conformance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A step of {@link StorePropertyRules}. Numbers choose among what is there when the step is made, so that any sequence is one. */
sealed interface StoreOperation {
    /**
     * Appends a record for each of some labels, later than the records before.
     *
     * @param nanosLater how much later
     */
    record Append(int nanosLater, List<String> labels) implements StoreOperation {
        @Override
        public String toString() {
            return "append " + labels.stream().map(label -> '"' + label + '"').collect(Collectors.joining(", "))
                    + (nanosLater == 0 ? "" : " " + nanosLater + " ns later");
        }
    }

    /** Reads a range page after page, counts it, and compares both with the model. */
    record Read(End lower, End upper, String glob, boolean newestFirst, int maxRecords, int maxExamined)
            implements StoreOperation {
        @Override
        public String toString() {
            return "read from " + lower + " to " + upper + " matching " + glob + (newestFirst ? ", newest first" : "")
                    + ", in pages of " + maxRecords + " records and " + maxExamined + " bytes";
        }
    }

    /** The end of a range: none, before the first of all, or a record ever appended, counted from the newest. */
    record End(Kind kind, int back, boolean inclusive) {
        enum Kind {
            NONE,
            ORIGIN,
            RECORD
        }

        @Override
        public String toString() {
            return kind == Kind.RECORD ? "newest-" + back + (inclusive ? " inclusive" : " exclusive") : kind.toString();
        }
    }

    /** Removes what is older than a record, counted from the newest, that one included. */
    record Trim(int back) implements StoreOperation {
        @Override
        public String toString() {
            return "trim through newest-" + back;
        }
    }

    /** Finds the first record at or after a time, which is so many nanoseconds after the first. */
    record Find(int nanos) implements StoreOperation {
        @Override
        public String toString() {
            return "find the first at or after " + nanos + " ns";
        }
    }

    /** Closes the store and opens it again. */
    record Reopen() implements StoreOperation {
        @Override
        public String toString() {
            return "reopen";
        }
    }

    /** Makes a call whose context is done, which has no effect. */
    record Cancel(Call call) implements StoreOperation {
        enum Call {
            APPEND,
            TRIM,
            READ,
            COUNT
        }

        @Override
        public String toString() {
            return call.name().toLowerCase(Locale.ROOT) + " with a context that is done";
        }
    }

    /** Closes the store, makes calls that are refused then, and opens it again. */
    record Close() implements StoreOperation {
        @Override
        public String toString() {
            return "close, append and read, reopen";
        }
    }
}
