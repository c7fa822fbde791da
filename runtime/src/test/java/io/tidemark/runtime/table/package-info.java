// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.runtime.table;

import org.jspecify.annotations.NullMarked;
