// SPDX-License-Identifier: Apache-2.0
/** The files for those who run jobs. */
@NullMarked
package io.tidemark.runtime.operations;

import org.jspecify.annotations.NullMarked;
