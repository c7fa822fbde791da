// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays the stores of a backend side by side in one ordered space of keys: a store has a number, which stands in two bytes before each of its keys.
 *
 * <p>Number 0 is the backend's own: there it keeps its {@link #own} records, and which store has which number. A number is never given to another store, not even after
 * {@link io.tidemark.state.StateBackend#clear}: a reader that looked one up just before would read what is not its own.
 *
 * <p>Protocol: {@link #load} what {@link #unsaved} gave in earlier processes; then, for each batch, {@link #numberFor} the stores that are put into, write what is {@code unsaved} along
 * with the batch, and tell {@link #saved} once it is applied. One thread writes, many may ask for {@link #number}.
 */
final class StoreKeys {
    /** How many bytes stand before a key. */
    static final int PREFIX_LENGTH = 2;

    /** What {@link #number} says of a store into which nothing was ever put. */
    static final int NONE = 0;

    private static final int MAX_NUMBER = 0xFFFE;
    private static final String RECORD = "store:";

    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Set<String> unsaved = new LinkedHashSet<>();
    private int last;

    /** Knows no store. */
    StoreKeys() {}

    /** The range of the keys of all stores; the backend's own are not in it. */
    static KeyRange all() {
        return KeyRange.of(prefix(1), prefix(MAX_NUMBER + 1));
    }

    /** The range of the records that say which store has which number. */
    static KeyRange records() {
        return KeyRange.prefix(own(RECORD));
    }

    /** The key of a record of the backend's own. */
    static byte[] own(String name) {
        return key(NONE, name.getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code key} of the store with {@code number}. */
    static byte[] key(int number, byte[] key) {
        byte[] placed = new byte[PREFIX_LENGTH + key.length];
        placed[0] = (byte) (number >> 8);
        placed[1] = (byte) number;
        System.arraycopy(key, 0, placed, PREFIX_LENGTH, key.length);
        return placed;
    }

    /** {@code range} of the store with {@code number}. */
    static KeyRange range(int number, KeyRange range) {
        byte[] to = range.to();
        return KeyRange.of(key(number, range.from()), to == null ? prefix(number + 1) : key(number, to));
    }

    /** What {@link #key} was made of. */
    static byte[] strip(byte[] placed) {
        return Arrays.copyOfRange(placed, PREFIX_LENGTH, placed.length);
    }

    /**
     * Learns one of the {@link #records}.
     *
     * @throws CorruptStateException when it is none, or contradicts another
     */
    void load(byte[] key, byte[] value) throws CorruptStateException {
        String name = new String(key, StandardCharsets.US_ASCII).substring(PREFIX_LENGTH + RECORD.length());
        int number = value.length == PREFIX_LENGTH ? ((value[0] & 0xFF) << 8) | (value[1] & 0xFF) : NONE;
        if (number == NONE || number > MAX_NUMBER || numbers.containsValue(number)) {
            throw new CorruptStateException("the store '" + name + "' has no number, or that of another store");
        }
        numbers.put(name, number);
        last = Math.max(last, number);
    }

    /** The number of {@code store}, or {@link #NONE}. */
    int number(String store) {
        @Nullable Integer number = numbers.get(store);
        return number == null ? NONE : number;
    }

    /** The number of {@code store}, a new one if it has none yet: readers find it at once, and nothing under it until the batch is applied. */
    int numberFor(String store) {
        int number = number(store);
        if (number != NONE) {
            return number;
        }
        if (last == MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "there are " + MAX_NUMBER + " stores already, no room for '" + store + "'");
        }
        last++;
        numbers.put(store, last);
        unsaved.add(store);
        return last;
    }

    /** The records that are not saved yet, key and value. */
    List<Map.Entry<byte[], byte[]>> unsaved() {
        return unsaved.stream()
                .map(store -> Map.entry(own(RECORD + store), prefix(number(store))))
                .toList();
    }

    /** What was {@link #unsaved} is saved. */
    void saved() {
        unsaved.clear();
    }

    private static byte[] prefix(int number) {
        return key(number, new byte[0]);
    }
}
