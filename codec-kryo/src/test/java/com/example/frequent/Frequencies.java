// SPDX-License-Identifier: Apache-2.0
package com.example.frequent;

import io.tidemark.codec.StateCodec;
import io.tidemark.codec.kryo.KryoCodec;
import java.util.HashMap;

/** The accumulator: how often each text was seen. */
record Frequencies(HashMap<String, Long> counts) {
    static final StateCodec<Frequencies> CODEC = KryoCodec.of("example.frequencies", 1, Frequencies.class)
            .registering(1, HashMap.class)
            .build();
}
