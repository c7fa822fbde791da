// SPDX-License-Identifier: Apache-2.0
/** Formats: decoders that turn the bytes of a record into rows, without building a tree and without ever throwing. */
@NullMarked
package io.tidemark.llm.format;

import org.jspecify.annotations.NullMarked;
