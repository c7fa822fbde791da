// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints: the numbered consistent points of a whole pipeline, and where they are kept.
 *
 * <p>{@link io.tidemark.checkpoint.CheckpointStorage} is what a plugin implements, and
 * {@link io.tidemark.checkpoint.CheckpointStorageFactory} is how it is found; {@link io.tidemark.checkpoint.CheckpointLog} is what a job writes to and starts from.
 */
@NullMarked
package io.tidemark.checkpoint;

import org.jspecify.annotations.NullMarked;
