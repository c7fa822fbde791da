// SPDX-License-Identifier: Apache-2.0
/** Hands results to whatever takes metrics of OpenTelemetry. */
@NullMarked
package io.tidemark.runtime.otlp;

import org.jspecify.annotations.NullMarked;
