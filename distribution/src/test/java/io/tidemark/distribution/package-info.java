// SPDX-License-Identifier: Apache-2.0
/** Tests of the archive as it is downloaded. */
@NullMarked
package io.tidemark.distribution;

import org.jspecify.annotations.NullMarked;
