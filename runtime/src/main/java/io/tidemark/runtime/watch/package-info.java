// SPDX-License-Identifier: Apache-2.0
/** What is warned of while a job runs: conditions that its numbers show. */
@NullMarked
package io.tidemark.runtime.watch;

import org.jspecify.annotations.NullMarked;
