// SPDX-License-Identifier: Apache-2.0
/** The sources and sinks that the runtime brings itself: files, synthetic events, the standard output. */
@NullMarked
package io.tidemark.runtime.io;

import org.jspecify.annotations.NullMarked;
