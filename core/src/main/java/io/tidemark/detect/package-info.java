// SPDX-License-Identifier: Apache-2.0
/** Detectors: what is unusual about the panes of a view, as data. */
@NullMarked
package io.tidemark.detect;

import org.jspecify.annotations.NullMarked;
