// SPDX-License-Identifier: Apache-2.0
/** Where records come from: partitions, offsets, and the decoder that turns a record into elements. */
@NullMarked
package io.tidemark.source;

import org.jspecify.annotations.NullMarked;
