// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule07.runtime;

/** The runtime is where the wall clock is. */
final class Allowed {
    long ask() {
        return System.currentTimeMillis();
    }
}
