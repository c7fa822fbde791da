// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.runtime.host;

import org.jspecify.annotations.NullMarked;
