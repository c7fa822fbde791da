// SPDX-License-Identifier: Apache-2.0
/** Tests of the export of results as metrics of OpenTelemetry. */
@NullMarked
package io.tidemark.runtime.otlp;

import org.jspecify.annotations.NullMarked;
