// SPDX-License-Identifier: Apache-2.0
/** Views and jobs as data: what is to be computed, not how. */
@NullMarked
package io.tidemark.view;

import org.jspecify.annotations.NullMarked;
