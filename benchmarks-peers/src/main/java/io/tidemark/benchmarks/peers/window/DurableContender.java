// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

/** Who keeps state so that it outlives the process. */
enum DurableContender {
    /** Ours, with RocksDB below the heap. */
    TIDEMARK_ROCKSDB("Tidemark, RocksDB", "rocksdb"),
    /** Ours, with LMDB below the heap. */
    TIDEMARK_LMDB("Tidemark, LMDB", "lmdb"),
    /** Flink with its RocksDB backend, checkpoints incremental. */
    FLINK_ROCKSDB("Flink, RocksDB", "");

    private final String title;
    private final String warm;

    DurableContender(String title, String warm) {
        this.title = title;
        this.warm = warm;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** The warm tier of ours. */
    String warm() {
        return warm;
    }

    /** Whether it is the other one. */
    boolean isFlink() {
        return this == FLINK_ROCKSDB;
    }
}
