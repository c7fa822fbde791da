// SPDX-License-Identifier: Apache-2.0
/** Tables in files of their own, which are read again while a job runs. */
@NullMarked
package io.tidemark.runtime.table;

import org.jspecify.annotations.NullMarked;
