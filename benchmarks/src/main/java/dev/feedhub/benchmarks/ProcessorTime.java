package dev.feedhub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Processor time of the whole machine since it started, in seconds, as Linux tells it in {@code /proc/stat}: user, nice, system, idle,
 * iowait, irq, softirq and steal, in ticks of a hundredth of a second. What the host of a virtual machine steals counts as used.
 */
record ProcessorTime(double used, double all) {
    private static final Path SOURCE = Path.of("/proc/stat");
    private static final double TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int FIELDS = 8; // guests' time, which follows, is in the user's already

    static ProcessorTime ofMachine() throws IOException {
        if (!Files.isReadable(SOURCE)) {
            return new ProcessorTime(0, 0);
        }
        String[] words = Files.readAllLines(SOURCE).get(0).split(" +", -1);
        double[] ticks = Arrays.stream(words)
                .skip(1)
                .limit(FIELDS)
                .mapToDouble(Double::parseDouble)
                .toArray();
        double all = Arrays.stream(ticks).sum();
        return new ProcessorTime((all - ticks[IDLE] - ticks[IOWAIT]) / TICKS_PER_SECOND, all / TICKS_PER_SECOND);
    }

    /** What the children of this process used, in seconds, that have ended and that it waited for; 0 where Linux does not tell. */
    static double ofEndedChildren() throws IOException {
        Path self = Path.of("/proc/self/stat");
        if (!Files.isReadable(self)) {
            return 0;
        }
        String stat = Files.readString(self);
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(words[13]) + Double.parseDouble(words[14])) / TICKS_PER_SECOND; // cutime and cstime
    }

    /** The share of the machine, 0 to 1, that others than a process used since an earlier moment. */
    double shareOfOthersSince(ProcessorTime earlier, double ofProcess) {
        double possible = all - earlier.all;
        return possible == 0 ? 0 : Math.max(0, (used - earlier.used - ofProcess) / possible);
    }
}
