// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What RocksDB says it holds, with far more state than budget. */
final class RocksDbMemoryTest {
    private static final long BUDGET = 16 << 20;
    private static final int STORES = 100;
    private static final int VALUE = 1000;
    /** Per store: 100 MB in all. */
    private static final int ENTRIES = 1000;

    private static final int PARTS = 100;

    private final Random random = new Random(1);
    private RocksDbDatabase database;
    private StateBackend backend;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        Place place = new Place("rocksdb", "memory", directory);
        database = RocksDbDatabase.open(place, BUDGET);
        backend = RocksDbStateBackendFactory.open(place, database);
    }

    @AfterEach
    void close() throws IOException {
        backend.close();
    }

    @Test
    void a_hundred_stores_share_one_budget_for_cache_memtables_indexes_and_filters() throws IOException {
        long most = 0;
        for (int part = 0; part < PARTS; part++) {
            backend.apply(part(part), part + 1);
            most = Math.max(most, held());
        }
        for (int store = 0; store < STORES; store++) {
            try (StateCursor cursor = backend.store("store_" + store).scan(KeyRange.all())) {
                int entries = 0;
                while (cursor.next()) {
                    entries++;
                }
                assertThat(entries).isEqualTo(ENTRIES);
            }
            most = Math.max(most, held());
        }
        assertThat(most)
                .as("bytes that RocksDB held at most, of a budget of %d", BUDGET)
                .isBetween(BUDGET / 2, BUDGET);
        assertThat(database.property("rocksdb.estimate-table-readers-mem"))
                .as("bytes outside of the cache for 100 MB of tables")
                .isLessThan(BUDGET / 100);
    }

    @Test
    void a_batch_larger_than_the_budget_is_applied_and_its_memory_given_back() throws IOException {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < 40; i++) {
            byte[] value = new byte[1 << 20];
            random.nextBytes(value);
            batch.put("large", ByteBuffer.allocate(4).putInt(i).array(), value);
        }
        backend.apply(batch, 1);
        backend.apply(part(0), 2);
        assertThat(backend.lastCheckpointId()).isEqualTo(2);
        assertThat(backend.store("large").get(new byte[4])).hasSize(1 << 20);
        database.flush();
        // A thread of RocksDB frees a memtable, some time after it was written out.
        await().alias("bytes that RocksDB holds once the batch is written out")
                .until(this::held, held -> held <= BUDGET);
    }

    /** What the cache holds; memtables are charged to it. */
    private long held() throws IOException {
        return database.property("rocksdb.block-cache-usage");
    }

    private StateBatch part(int part) {
        StateBatch batch = new StateBatch();
        for (int store = 0; store < STORES; store++) {
            for (int i = 0; i < ENTRIES / PARTS; i++) {
                byte[] value = new byte[VALUE];
                random.nextBytes(value);
                batch.put(
                        "store_" + store,
                        ByteBuffer.allocate(8).putInt(part).putInt(i).array(),
                        value);
            }
        }
        return batch;
    }
}
