// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

/** Puts windows together from slices. */
interface WindowAssembly {
    /** How many slices a window has. */
    int slicesPerWindow();

    /** The watermark has passed the end of the slice numbered {@code slice}, and with it that of one window. Slices come in order, empty ones too. */
    void complete(long slice, SliceRing slices, Emission out);
}
