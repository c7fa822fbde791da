// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.runtime.metrics;

import org.jspecify.annotations.NullMarked;
