// SPDX-License-Identifier: Apache-2.0
/** State: named ordered maps of bytes behind a small backend, and the codecs that fill them. */
@NullMarked
package io.tidemark.state;

import org.jspecify.annotations.NullMarked;
