// SPDX-License-Identifier: Apache-2.0
/** Where panes go, with or without a transaction. */
@NullMarked
package io.tidemark.sink;

import org.jspecify.annotations.NullMarked;
