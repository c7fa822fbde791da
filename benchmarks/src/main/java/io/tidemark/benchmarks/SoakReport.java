// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Live heap over a day of event time: it must be flat.
 *
 * <p>Command: {@code benchmarks/run soak [--hours N] [--seed N] [--output DIR]}.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Live heap over a day of event time.")
public final class SoakReport implements Callable<Integer> {
    private static final double KIB = 1024;

    @Option(names = "--hours", description = "Of event time, at least 2.")
    private int hours = 24;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(names = "--output", description = "Where soak.md and soak.csv go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SoakReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        long started = System.nanoTime();
        double[] heap = new double[hours];
        StringBuilder csv = new StringBuilder("hour,heap_after_collection_bytes,keys_with_state,panes\n");
        try (Soak soak = new Soak(seed)) {
            for (int hour = 0; hour < hours; hour++) {
                soak.feedHour();
                heap[hour] = Soak.heapAfterCollection();
                csv.append(String.format(
                        Locale.ROOT, "%d,%.0f,%d,%d%n", hour + 1, heap[hour], soak.keysWithState(), soak.panes()));
            }
        }
        String report = summary(heap, (System.nanoTime() - started) / 1_000_000_000);
        System.out.println(csv);
        System.out.println(report);
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("soak.csv"), csv);
            Files.writeString(output.resolve("soak.md"), report + "\n" + Machine.describe());
        }
        return CommandLine.ExitCode.OK;
    }

    /** The first hour is left out: code is loaded and tables grow to their size. */
    private static String summary(double[] heap, long seconds) {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        for (int hour = 1; hour < heap.length; hour++) {
            min = Math.min(min, heap[hour]);
            max = Math.max(max, heap[hour]);
        }
        return String.format(
                Locale.ROOT,
                "%,d elements, %d h of event time, in %d s. Live heap, the input of about 150 MiB included, after each"
                        + " hour but the first: %,.1f to %,.1f KiB, %,.1f KiB apart; slope %+.2f KiB an hour.%n",
                (long) heap.length * Soak.ELEMENTS_PER_HOUR,
                heap.length,
                seconds,
                min / KIB,
                max / KIB,
                (max - min) / KIB,
                slope(heap) / KIB);
    }

    /** Of the line with the least squares through all hours but the first. */
    private static double slope(double[] heap) {
        int n = heap.length - 1;
        double meanHour = (n + 1) / 2.0;
        double meanHeap = 0;
        for (int hour = 1; hour <= n; hour++) {
            meanHeap += heap[hour] / n;
        }
        double covariance = 0;
        double variance = 0;
        for (int hour = 1; hour <= n; hour++) {
            covariance += (hour - meanHour) * (heap[hour] - meanHeap);
            variance += (hour - meanHour) * (hour - meanHour);
        }
        return variance == 0 ? 0 : covariance / variance;
    }
}
