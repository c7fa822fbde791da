// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule08.source;

public interface SevenMethods extends FourMethods {
    static void notCounted() {}

    /** Counted once, although inherited too. */
    @Override
    void one();

    void five();

    void six();

    void seven();
}
