// SPDX-License-Identifier: Apache-2.0
/**
 * The archive: what finished windows have accumulated, kept for long, so that a longer range is answered by merging and not by reading everything again.
 *
 * <p>{@link io.tidemark.archive.WindowArchive} is what a plugin implements; {@link io.tidemark.archive.WindowArchiveFactory} is how it is found. An archive merges nothing: what the bytes
 * mean is the engine's business.
 */
@NullMarked
package io.tidemark.archive;

import org.jspecify.annotations.NullMarked;
