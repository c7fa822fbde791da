// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Generated input, once as objects for the engine and once as primitive arrays for the loops. The same seed gives the same input.
 *
 * <p>There are 1,000 elements for each second of event time. An element comes up to {@link #DELAY} after those that follow it in event time. Keys are drawn uniformly,
 * latencies from a log-normal distribution (median 800 ms, sigma 0.8) within {@code [64, 16384)} ms.
 */
public final class Telemetry {
    /** The most that an element is out of order, ms. */
    public static final long DELAY = 1_000;

    /** The latencies' bounds. */
    public static final double LOWEST = 64;

    /** All latencies are below. */
    public static final double HIGHEST = 16_384;

    /** The element numbered {@code n} comes when it is n milliseconds after this, and is at most {@link #DELAY} older: 2026-11-21T00:00Z. */
    static final long START = 1_795_219_200_000L;

    private static final long MINUTE = 60_000;
    private static final int QUIET_EVERY = 4;

    private final int[] keys;
    private final long[] timestamps;
    private final double[] latencies;
    private final Call[] calls;
    private final int[] keyHashes;

    private Telemetry(int keyCount, int elements) {
        keys = new int[elements];
        timestamps = new long[elements];
        latencies = new double[elements];
        calls = new Call[elements];
        keyHashes = new int[keyCount];
    }

    private Telemetry(Telemetry whole, int elements) {
        keys = Arrays.copyOf(whole.keys, elements);
        timestamps = Arrays.copyOf(whole.timestamps, elements);
        latencies = Arrays.copyOf(whole.latencies, elements);
        calls = Arrays.copyOf(whole.calls, elements);
        keyHashes = whole.keyHashes;
    }

    /** {@code elements} calls of {@code keyCount} keys that are equally busy all the time. */
    public static Telemetry steady(int keyCount, int elements, long seed) {
        return generate(keyCount, elements, seed, false);
    }

    /** As {@link #steady}, but every key is silent for one minute in four, at different times, so that its sessions end. */
    public static Telemetry withQuietMinutes(int keyCount, int elements, long seed) {
        return generate(keyCount, elements, seed, true);
    }

    private static Telemetry generate(int keyCount, int elements, long seed, boolean quietMinutes) {
        Telemetry made = new Telemetry(keyCount, elements);
        String[] names = new String[keyCount];
        for (int k = 0; k < keyCount; k++) {
            names[k] = "model-" + k;
            made.keyHashes[k] = names[k].hashCode();
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < elements; i++) {
            long timestamp = START + i - random.nextInt((int) DELAY + 1);
            int key = random.nextInt(keyCount);
            while (quietMinutes && isQuiet(key, timestamp)) {
                key = random.nextInt(keyCount);
            }
            made.keys[i] = key;
            made.timestamps[i] = timestamp;
            made.latencies[i] = latency(random);
            made.calls[i] = new Call(names[key], made.latencies[i], timestamp);
        }
        return made;
    }

    /** The first {@code elements}; all, if there are not more. */
    public Telemetry prefix(int elements) {
        return elements >= size() ? this : new Telemetry(this, elements);
    }

    private static boolean isQuiet(int key, long timestamp) {
        return (timestamp / MINUTE + key) % QUIET_EVERY == 0;
    }

    private static double latency(SplittableRandom random) {
        double drawn = Math.rint(800 * Math.exp(0.8 * random.nextGaussian()));
        return Math.max(LOWEST, Math.min(HIGHEST - 1, drawn));
    }

    /** How many elements. */
    public int size() {
        return calls.length;
    }

    /** How many keys. */
    public int keyCount() {
        return keyHashes.length;
    }

    /** The elements' key numbers, in order of arrival. */
    public int[] keys() {
        return keys;
    }

    /** The elements' timestamps, in order of arrival. */
    public long[] timestamps() {
        return timestamps;
    }

    /** The elements' latencies, in order of arrival. */
    public double[] latencies() {
        return latencies;
    }

    /** The elements as objects, in order of arrival. */
    public Call[] calls() {
        return calls;
    }

    /** The hash codes of the keys' names, by key number. */
    public int[] keyHashes() {
        return keyHashes;
    }
}
