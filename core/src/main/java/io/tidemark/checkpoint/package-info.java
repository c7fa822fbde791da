// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints: the numbered consistent points of a whole pipeline, and where they are kept.
 *
 * <p>{@link io.tidemark.checkpoint.CheckpointStorage} is what a plugin implements.
 */
@NullMarked
package io.tidemark.checkpoint;

import org.jspecify.annotations.NullMarked;
