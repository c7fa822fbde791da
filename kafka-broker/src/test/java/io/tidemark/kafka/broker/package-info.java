// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.kafka.broker;

import org.jspecify.annotations.NullMarked;
