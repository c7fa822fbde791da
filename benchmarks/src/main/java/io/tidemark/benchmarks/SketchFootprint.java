// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints what a sketch weighs, on the heap and in bytes, and the largest relative error of its percentiles.
 *
 * <pre>
 * mvn -q -pl benchmarks -am package -DskipTests
 * java -Xmx4g -XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1 -cp benchmarks/target/benchmarks.jar io.tidemark.benchmarks.SketchFootprint
 * </pre>
 *
 * <p>On the heap: what is in use after collection (which the second flag makes complete), with so many sketches alive and without, divided by their number. The error: over p1 to p99, against the
 * value of nearest rank, the largest of all those sketches.
 */
public final class SketchFootprint {
    private static final int[] SIZES = {1, 10, 30, 100, 1_000, 10_000, 100_000};
    private static final int MOST_SKETCHES = 2_000;
    private static final int MOST_VALUES = 2_000_000;

    private SketchFootprint() {}

    /** Prints a table. */
    public static void main(String[] arguments) {
        System.out.printf("%-24s %8s %12s %12s %12s%n", "sketch", "values", "heap bytes", "encoded", "max error");
        for (SketchType type : SketchType.values()) {
            // Classes and what else is made once would otherwise weigh on the first line.
            row(type, SIZES[0]);
            for (int size : SIZES) {
                System.out.println(row(type, size));
            }
        }
    }

    private static String row(SketchType type, int size) {
        int count = Math.min(MOST_SKETCHES, MOST_VALUES / size);
        long before = usedHeap();
        List<AnySketch<?>> sketches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            AnySketch<?> sketch = type.create();
            for (double value : Latencies.draw(size, i)) {
                sketch.add(value);
            }
            sketches.add(sketch);
        }
        // All are still needed for what follows, so none is collected.
        long heap = (usedHeap() - before) / count;
        long encoded = sketches.stream().mapToLong(AnySketch::encodedSize).sum() / count;
        double error = 0;
        for (int i = 0; i < count; i++) {
            error = Math.max(error, maxError(sketches.get(i), Latencies.draw(size, i)));
        }
        return String.format("%-24s %8d %12d %12d %12.5f", type, size, heap, encoded, error);
    }

    private static double maxError(AnySketch<?> sketch, double[] values) {
        Arrays.sort(values);
        double[] percentiles = new double[99];
        for (int p = 1; p <= percentiles.length; p++) {
            percentiles[p - 1] = p;
        }
        double[] estimates = new double[percentiles.length];
        sketch.quantiles(percentiles, estimates);
        double error = 0;
        for (int p = 1; p <= percentiles.length; p++) {
            // p * n is exact.
            double exact = values[Math.max(1, (p * values.length + 99) / 100) - 1];
            error = Math.max(error, Math.abs(estimates[p - 1] - exact) / exact);
        }
        return error;
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
