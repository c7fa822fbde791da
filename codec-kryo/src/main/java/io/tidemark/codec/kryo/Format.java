// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import java.util.List;

/**
 * What a codec writes.
 *
 * @param name of the codec
 * @param type of the values
 * @param classes that they may be made of, the type among them
 */
record Format<T>(String name, Class<T> type, List<Registered<?>> classes) {}
