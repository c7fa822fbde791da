// SPDX-License-Identifier: Apache-2.0
/** Records that are sent to the job: a journal on disk that has them before the sender is told so, and the source that reads it. */
@NullMarked
package io.tidemark.runtime.ingest;

import org.jspecify.annotations.NullMarked;
