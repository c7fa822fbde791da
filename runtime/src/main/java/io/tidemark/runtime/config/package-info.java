// SPDX-License-Identifier: Apache-2.0
/** The job file as immutable values, checked as a whole. */
@NullMarked
package io.tidemark.runtime.config;

import org.jspecify.annotations.NullMarked;
