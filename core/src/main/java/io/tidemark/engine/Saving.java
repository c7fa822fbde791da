// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.state.StateBatch;

/**
 * One save of a pipeline.
 *
 * @param now processing time
 * @param age the saves that came before it; what was changed long ago was saved at a low one
 * @param changes what is part of the checkpoint
 * @param index what only the warm tier needs
 * @param isIndexed whether there is a warm tier
 * @param mayLeave whether any of what is saved may leave the heap after it
 */
record Saving(long now, int age, StateBatch changes, StateBatch index, boolean isIndexed, boolean mayLeave) {}
