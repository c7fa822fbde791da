// SPDX-License-Identifier: Apache-2.0
/** Jobs that are killed and started again. */
@NullMarked
package io.tidemark.testkit.job;

import org.jspecify.annotations.NullMarked;
