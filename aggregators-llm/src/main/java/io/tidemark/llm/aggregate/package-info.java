// SPDX-License-Identifier: Apache-2.0
/** The aggregates that a job file can name, found with {@code ServiceLoader}. */
@NullMarked
package io.tidemark.llm.aggregate;

import org.jspecify.annotations.NullMarked;
