package dev.feedhub.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that happens to a stream, decided beforehand: the steps in their order, and, for each call of the consumer, what others do at
 * which point of the call.
 *
 * @param setting what stays the same
 * @param steps what is done, one after the other
 */
record StreamSchedule(Setting setting, List<Step> steps) {
    private static final int MOST_STEPS = 40;
    private static final int MOST_DURING = 4;
    private static final int LAST_POINT = 14;

    /** Where the first stream starts. */
    enum Start {
        OLDEST,
        NOW,
        ORIGIN,
        TIME
    }

    /**
     * What stays the same.
     *
     * @param live whether the stream is the hub's, and not one that reads beside it
     * @param start where the first stream starts
     * @param capacity of the stream
     * @param filtered whether the stream wants only some labels
     * @param step the distance of positions
     * @param pageSize how many records a page looks at
     * @param retained how many records the store keeps
     */
    record Setting(boolean live, Start start, int capacity, boolean filtered, int step, int pageSize, int retained) {}

    /** What is done, with how often it comes. */
    enum Kind {
        APPEND_WANTED(12),
        APPEND_MIXED(8),
        APPEND_UNWANTED(4),
        DISPATCH_PARTLY(10),
        DISPATCH(12),
        TRIM(6),
        BACK_UP(1),
        FAIL_LOOKS(2),
        OTHER_LISTENER(3),
        STOP(1),
        FAIL(1),
        CLOSE_STREAM(1),

        SECOND_TAKER(2),
        CANCEL(2),
        INTERRUPT(2),

        START(1),
        NEXT(45),
        NEXT_CANCELLED(2),
        NEXT_EXPIRED(2),
        DRAIN(8),
        RESUME(6),
        REOPEN(1),
        REOPEN_WITHOUT_TAIL(2),
        REOPEN_BACKUP(1),
        REOPEN_WIPED(1);

        private static final Set<Kind> ONLY_DURING_CALLS = EnumSet.range(SECOND_TAKER, INTERRUPT);
        private static final Set<Kind> OF_CONSUMER = EnumSet.range(START, REOPEN_WIPED);
        private static final Set<Kind> COUNTED = EnumSet.of(
                APPEND_WANTED,
                APPEND_MIXED,
                APPEND_UNWANTED,
                DISPATCH_PARTLY,
                TRIM,
                FAIL_LOOKS,
                STOP,
                FAIL,
                DRAIN,
                REOPEN_WITHOUT_TAIL);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private String text(int n) {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ') + (COUNTED.contains(this) ? " " + n : "");
        }

        private static Kind random(SplittableRandom random, Set<Kind> excluded) {
            Set<Kind> kinds = EnumSet.complementOf(EnumSet.copyOf(excluded));
            int left =
                    random.nextInt(kinds.stream().mapToInt(kind -> kind.weight).sum());
            for (Kind kind : kinds) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new AssertionError("weights do not add up");
        }
    }

    /** Something that others do when a call of the consumer comes to a point, the first being 1. */
    record During(int point, Kind kind, int n) {
        @Override
        public String toString() {
            return "at " + point + ": " + kind.text(n);
        }
    }

    /** Something that is done; {@code n} says how many, where that matters. */
    record Step(Kind kind, int n, List<During> during) {
        @Override
        public String toString() {
            String beside = during.stream().map(During::toString).collect(Collectors.joining("; "));
            return beside.isEmpty() ? kind.text(n) : kind.text(n) + " (" + beside + ")";
        }
    }

    /** The schedule of a seed: always the same. */
    static StreamSchedule of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Setting setting = new Setting(
                random.nextInt(4) > 0,
                Start.values()[random.nextInt(Start.values().length)],
                1 + random.nextInt(4),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? 3 : 1,
                1 + random.nextInt(5),
                random.nextInt(4) == 0 ? random.nextInt(5) : Integer.MAX_VALUE);
        List<Step> steps = new ArrayList<>();
        int count = 4 + random.nextInt(MOST_STEPS);
        for (int i = 0; i < count; i++) {
            steps.add(step(random));
        }
        steps.add(random.nextInt(count / 2), new Step(Kind.START, 1, during(random)));
        return new StreamSchedule(setting, steps);
    }

    private static Step step(SplittableRandom random) {
        Kind kind = Kind.random(random, Kind.ONLY_DURING_CALLS);
        return new Step(kind, amount(random), Kind.OF_CONSUMER.contains(kind) ? during(random) : List.of());
    }

    private static List<During> during(SplittableRandom random) {
        List<During> during = new ArrayList<>();
        for (int i = random.nextInt(MOST_DURING + 1); i > 0; i--) {
            int point = 1 + random.nextInt(LAST_POINT);
            during.add(new During(point, Kind.random(random, Kind.OF_CONSUMER), amount(random)));
        }
        during.sort(Comparator.comparingInt(During::point));
        return during;
    }

    private static int amount(SplittableRandom random) {
        return 1 + random.nextInt(6);
    }

    /** The least schedule that is found, by leaving things out one at a time, of which something still holds. */
    StreamSchedule shrunk(Predicate<StreamSchedule> holds) {
        StreamSchedule least = this;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (StreamSchedule candidate : least.smaller()) {
                if (holds.test(candidate)) {
                    least = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return least;
    }

    private List<StreamSchedule> smaller() {
        List<StreamSchedule> smaller = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Step> fewer = new ArrayList<>(steps);
            Step step = fewer.remove(i);
            smaller.add(new StreamSchedule(setting, fewer));
            for (int j = 0; j < step.during.size(); j++) {
                List<During> less = new ArrayList<>(step.during);
                less.remove(j);
                smaller.add(with(i, new Step(step.kind, step.n, less)));
            }
            if (step.n > 1 && Kind.COUNTED.contains(step.kind)) {
                smaller.add(with(i, new Step(step.kind, step.n - 1, step.during)));
            }
        }
        return smaller;
    }

    private StreamSchedule with(int index, Step step) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(index, step);
        return new StreamSchedule(setting, changed);
    }

    @Override
    public String toString() {
        return setting + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }
}
