// SPDX-License-Identifier: Apache-2.0
/** What a job says while it runs, line by line on the standard error. */
@NullMarked
package io.tidemark.runtime.log;

import org.jspecify.annotations.NullMarked;
