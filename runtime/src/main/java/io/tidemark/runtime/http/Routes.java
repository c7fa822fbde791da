// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

/** A part of what is served. */
public interface Routes {
    /** Adds its paths. */
    void addTo(Paths paths);
}
