// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule05.trigger;

import io.tidemark.runtime.architecture.planted.rule05.time.Moment;

/** Uses a package before its own, as it should. */
public record Fires(Moment at) {}
