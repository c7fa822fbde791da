// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/** How RocksDB is set up. */
final class Settings {
    /** The part of the budget that memtables may fill, {@code 1 / WRITE_SHARE}. */
    private static final int WRITE_SHARE = 3;
    /** One is filled while the other is written out. */
    private static final int MEMTABLES = 2;
    /** Of the cache, for indexes and filters: without them a read costs two more. */
    private static final double HIGH_PRIORITY_SHARE = 0.3;

    /**
     * Each part of the cache keeps its own share of the budget, and memtables are charged in pieces of 256 KiB wherever a hash puts them: by itself RocksDB makes parts of 512 KiB, in
     * which three such pieces exceed what is allowed.
     */
    private static final long LEAST_CACHE_PART = 8 << 20;

    private static final int MOST_CACHE_PARTS = 64;
    private static final long BLOCK_SIZE = 16 << 10;
    private static final double FILTER_BITS_PER_KEY = 10;
    /** Share of a memtable: so much spares most reads of what is not in it the way through a skip list, a tenth to a fifth of their time. */
    private static final double MEMTABLE_FILTER_SHARE = 0.1;

    private static final long INFO_LOG_SIZE = 4 << 20;
    /** Each range that was deleted in a memtable slows down its reads, so one with many is written out early. */
    private static final int RANGES_PER_MEMTABLE = 1000;

    private Settings() {}

    /** The options of a database that uses {@code budget} bytes; what they are made of is kept in {@code natives}. */
    static Options of(long budget, WALRecoveryMode recovery, Natives natives) {
        Cache cache = natives.keep(new LRUCache(budget, cachePartBits(budget), false, HIGH_PRIORITY_SHARE));
        long forWrites = budget / WRITE_SHARE;
        // What memtables take is charged to the cache, which gives up as much: that makes it one budget.
        WriteBufferManager writeBuffers = natives.keep(new WriteBufferManager(forWrites, cache));
        return natives.keep(new Options(verified(natives), natives.keep(new ColumnFamilyOptions())))
                .setCreateIfMissing(true)
                .setWalRecoveryMode(recovery)
                .setWriteBufferManager(writeBuffers)
                .setWriteBufferSize(forWrites / MEMTABLES)
                .setMaxWriteBufferNumber(MEMTABLES)
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE)
                .setMemtableWholeKeyFiltering(true)
                .setMemtableMaxRangeDeletions(RANGES_PER_MEMTABLE)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(tables(cache, natives))
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_SIZE)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** Of how many parts the cache is, as a power of two; threads that read in different parts do not wait for each other. */
    private static int cachePartBits(long budget) {
        long parts = Math.max(1, Math.min(budget / LEAST_CACHE_PART, MOST_CACHE_PARTS));
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(parts);
    }

    /**
     * Lets each write-ahead log name the one before it. Without that nobody notices when the end of the manifest is lost: the tables of which it told are deleted as rubbish, the
     * newest log is replayed over what is left, and half of the batches are gone. The Java API has no method for it.
     */
    private static DBOptions verified(Natives natives) {
        Properties properties = new Properties();
        properties.setProperty("track_and_verify_wals", "true");
        DBOptions options = DBOptions.getDBOptionsFromProps(properties);
        if (options == null) {
            throw new IllegalStateException("this RocksDB does not know the options " + properties);
        }
        return natives.keep(options);
    }

    private static BlockBasedTableConfig tables(Cache cache, Natives natives) {
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_SIZE)
                .setFilterPolicy(natives.keep(new BloomFilter(FILTER_BITS_PER_KEY)))
                // Outside of the cache they would be outside of the budget.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
    }
}
