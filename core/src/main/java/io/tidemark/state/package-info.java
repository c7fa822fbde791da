// SPDX-License-Identifier: Apache-2.0
/**
 * State: named ordered maps of bytes behind a small backend, and the codecs that fill them.
 *
 * <p>{@link io.tidemark.state.StateBackend} is what a plugin implements; {@link io.tidemark.state.StateBackendFactory} is how it is found. A backend knows no windows,
 * no time and no types: what the bytes mean is the engine's business.
 */
@NullMarked
package io.tidemark.state;

import org.jspecify.annotations.NullMarked;
