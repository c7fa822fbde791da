// SPDX-License-Identifier: Apache-2.0
/** Tests of the checkpoint log: against a naive model, with damage, with failures, with a second writer, and killed. */
@NullMarked
package io.tidemark.testkit.log;

import org.jspecify.annotations.NullMarked;
