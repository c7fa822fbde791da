// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.Map;

/**
 * When checkpoints are taken, and where they are kept.
 *
 * @param place where it stands
 * @param given whether the job file has the block
 * @param enabled whether any are taken
 * @param intervalSeconds between two
 * @param retentionCount how many are kept
 * @param storagePlace where the type of the storage stands
 * @param storage the type of the storage
 * @param properties of the storage; values may be secrets
 */
public record CheckpointConfig(
        Place place,
        boolean given,
        boolean enabled,
        long intervalSeconds,
        long retentionCount,
        Place storagePlace,
        String storage,
        Map<String, String> properties) {
    @Override
    public String toString() {
        return "CheckpointConfig[enabled=" + enabled + ", storage=" + storage + "]";
    }
}
