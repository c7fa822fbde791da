// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.runtime.ingest;

import org.jspecify.annotations.NullMarked;
