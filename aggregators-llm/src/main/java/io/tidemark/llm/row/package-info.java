// SPDX-License-Identifier: Apache-2.0
/** How views read rows: fields, keys, filters, and the count of what had to be skipped. */
@NullMarked
package io.tidemark.llm.row;

import org.jspecify.annotations.NullMarked;
