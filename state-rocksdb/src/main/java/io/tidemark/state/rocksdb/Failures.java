// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * What RocksDB's errors mean to who operates it.
 *
 * @param place where it is
 */
record Failures(Place place) {
    /** What {@code failure} means. */
    IOException of(RocksDBException failure) {
        if (isDamage(failure)) {
            return place.damaged(failure);
        }
        Status status = failure.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace) {
            return place.failed("finds no room on the disk: make some, then start again", failure);
        }
        return place.failed("failed: " + failure.getMessage(), failure);
    }

    /** What {@code failure} of opening it means. */
    IOException ofOpening(RocksDBException failure) {
        String message = String.valueOf(failure.getMessage());
        // The only errors that name this file are about two who want it.
        if (message.contains(place.directory().resolve("LOCK").toString())) {
            return place.failed("is open already, in this process or in another one: stop that first", failure);
        }
        // RocksDB looks for the files that other files tell of.
        return message.contains("No such file") ? place.damaged(failure) : of(failure);
    }

    static boolean isDamage(RocksDBException failure) {
        Status status = failure.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    /**
     * Checks that the file which names the newest manifest is not gone: without it RocksDB would take the rest for rubbish and delete it.
     *
     * @throws CorruptStateException when there are tables without it
     */
    void requireComplete() throws IOException {
        Path directory = place.directory();
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(directory, "*.sst")) {
            if (tables.iterator().hasNext() && !Files.exists(directory.resolve("CURRENT"))) {
                throw place.damaged("the file CURRENT is missing");
            }
        }
    }
}
