package dev.feedhub.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forks of one row and figure: those that nothing disturbed, and the median of all. */
record Spread(double median, double least, double most, double medianOfAll, int kept, int all) {
    static Spread of(List<Sample> samples, String row, String figure) {
        double[] all = sorted(samples, row, figure, true);
        double[] kept = sorted(samples, row, figure, false);
        double[] shown = kept.length == 0 ? all : kept; // the table says that none was kept
        return new Spread(median(shown), shown[0], shown[shown.length - 1], median(all), kept.length, all.length);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double[] sorted(List<Sample> samples, String row, String figure, boolean disturbedToo) {
        double[] values = samples.stream()
                .filter(sample -> sample.row().equals(row) && (disturbedToo || !sample.isDisturbed()))
                .mapToDouble(sample -> sample.figures().getOrDefault(figure, Double.NaN))
                .toArray();
        Arrays.sort(values);
        return values;
    }

    /** A figure in at most four digits, with a comma between thousands; a dash if the row has none. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Math.abs(value) >= 100 || value == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
