// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule08.source;

public interface EightMethods extends FourMethods {
    void five();

    void six();

    void seven();

    void eight();
}
