// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule08.source;

public interface FourMethods {
    void one();

    void two();

    void three();

    default void four() {}
}
