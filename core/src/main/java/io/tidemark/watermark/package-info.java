// SPDX-License-Identifier: Apache-2.0
/** Watermarks: how far event time has come, per partition and coalesced by minimum. */
@NullMarked
package io.tidemark.watermark;

import org.jspecify.annotations.NullMarked;
