// SPDX-License-Identifier: Apache-2.0
/** The service's HTTP: what lives and what was emitted, how the job is, and who may ask. {@code docs/http.md} says what is served. */
@NullMarked
package io.tidemark.runtime.http;

import org.jspecify.annotations.NullMarked;
