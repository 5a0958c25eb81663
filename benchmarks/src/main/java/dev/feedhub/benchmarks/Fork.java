package dev.feedhub.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.util.List;

/** The program of a fork: measures one row, and prints a line for each figure, {@code figure NAME VALUE}. */
public final class Fork {
    /** What the lines begin with that the suite reads. */
    static final String FIGURE = "figure ";

    /** The figure that every fork has: seconds of processor time that its process used, and those that it started. */
    static final String CPU = "cpu";

    private Fork() {}

    /**
     * Measures.
     *
     * @param args the name of a workload's class, then its parameters as {@code key=value}
     * @throws Exception if the workload throws
     */
    public static void main(String[] args) throws Exception {
        Constructor<?> constructor =
                Class.forName(Fork.class.getPackageName() + "." + args[0]).getDeclaredConstructor();
        Workload workload = (Workload) constructor.newInstance();
        workload.measure(Parameters.of(List.of(args).subList(1, args.length)))
                .forEach((name, value) -> System.out.println(FIGURE + name + " " + value));
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double used = system.getProcessCpuTime() / 1e9 + ProcessorTime.ofEndedChildren();
        System.out.println(FIGURE + CPU + " " + used);
        System.out.flush();
        System.exit(0); // peers leave threads behind
    }
}
