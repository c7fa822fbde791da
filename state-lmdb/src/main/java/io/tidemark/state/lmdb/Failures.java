// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.ordered.Place;
import java.io.IOException;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;

/** What LMDB's errors mean to who operates it. */
final class Failures {
    private Failures() {}

    /** What {@code failure} at {@code place} means. */
    static IOException of(Place place, LmdbException failure) {
        if (failure instanceof Env.MapFullException) {
            return place.failed("has filled its map: set max_map_size_mb higher, then start again", failure);
        }
        if (failure instanceof Env.ReadersFullException) {
            return place.failed("has as many cursors open as it may: close them, or set max_cursors higher", failure);
        }
        if (failure instanceof LmdbNativeException.PageCorruptedException
                || failure instanceof LmdbNativeException.PageNotFoundException
                || failure instanceof Env.FileInvalidException
                || failure instanceof Env.VersionMismatchException) {
            return place.damaged(failure);
        }
        return place.failed("failed: " + failure.getMessage(), failure);
    }
}
