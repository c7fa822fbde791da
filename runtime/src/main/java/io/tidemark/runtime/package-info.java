// SPDX-License-Identifier: Apache-2.0
/** The process around the engine: composes the modules that a job file names. */
@NullMarked
package io.tidemark.runtime;

import org.jspecify.annotations.NullMarked;
