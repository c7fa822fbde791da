// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.codec.kryo;

import org.jspecify.annotations.NullMarked;
