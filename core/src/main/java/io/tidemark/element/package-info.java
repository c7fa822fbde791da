// SPDX-License-Identifier: Apache-2.0
/** Elements: decoded values with the timestamp of their event, and the batches they travel in. */
@NullMarked
package io.tidemark.element;

import org.jspecify.annotations.NullMarked;
