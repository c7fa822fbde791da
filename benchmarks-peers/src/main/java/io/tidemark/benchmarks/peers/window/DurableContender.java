// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import java.util.Locale;

/** Who keeps state so that it outlives the process. */
enum DurableContender {
    /** Ours, with all state on the heap. */
    TIDEMARK_HEAP("Tidemark, heap", Engine.TIDEMARK, "none"),
    /** Jet, whose snapshots are in the heap of its one member too. */
    JET("Jet", Engine.JET, "none"),
    /** Flink with its heap backend, checkpoints whole. */
    FLINK_HEAP("Flink, heap", Engine.FLINK, "hashmap"),
    /** Ours, with RocksDB below the heap. */
    TIDEMARK_ROCKSDB("Tidemark, RocksDB", Engine.TIDEMARK, "rocksdb"),
    /** Ours, with LMDB below the heap. */
    TIDEMARK_LMDB("Tidemark, LMDB", Engine.TIDEMARK, "lmdb"),
    /** Flink with its RocksDB backend, checkpoints incremental. */
    FLINK_ROCKSDB("Flink, RocksDB", Engine.FLINK, "rocksdb");

    private final String title;
    private final Engine engine;
    private final String backend;

    DurableContender(String title, Engine engine, String backend) {
        this.title = title;
        this.engine = engine;
        this.backend = backend;
    }

    /** What computes. */
    enum Engine {
        TIDEMARK,
        JET,
        FLINK
    }

    /** For people. */
    String title() {
        return title;
    }

    Engine engine() {
        return engine;
    }

    /** What the engine calls that which has the state. */
    String backend() {
        return backend;
    }

    boolean isOurs() {
        return engine == Engine.TIDEMARK;
    }

    /** Whether all state is on the heap, so that it can be had without checkpoints: our warm tiers need them. */
    boolean isOnHeap() {
        return switch (this) {
            case TIDEMARK_HEAP, JET, FLINK_HEAP -> true;
            case TIDEMARK_ROCKSDB, TIDEMARK_LMDB, FLINK_ROCKSDB -> false;
        };
    }

    /** For options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
