// SPDX-License-Identifier: Apache-2.0
/** From a job file's values to views, decoders, and a pipeline that is fed. */
@NullMarked
package io.tidemark.runtime.job;

import org.jspecify.annotations.NullMarked;
