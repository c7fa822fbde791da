// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A counter for every integer key, in one flat array.
 *
 * <p>Counters live in pages of neighbouring keys. Normally the pages form a window without gaps, which grows to the keys that come, so that a counter is found by
 * one subtraction. Where that window would be long (values of both signs, or very many powers of ten apart), only the pages in use are kept, in order, and found by
 * binary search. A slot is a counter's place in the array. All counters have the same width, see {@link Lanes}, and it doubles when one outgrows it.
 *
 * <p>Zero, which has no key, is counted apart.
 */
final class CounterPages {
    /** Of the smallest page: it fills whole words of the narrowest lanes, and no word lies in two pages however wide lanes become. */
    private static final int SMALLEST_PAGE_LOG = 6;

    /** The longest window, in pages. */
    private static final int LONGEST_WINDOW = 64;

    /** The most words that {@link #clear} keeps. */
    private static final int KEPT_WORDS = 512;

    /** So many values for each word. */
    private static final int USED_WELL = 2;

    private static final long[] NO_WORDS = {};

    /** Empty ones to be shared, which nobody may add to. */
    static final CounterPages NONE = new CounterPages(SMALLEST_PAGE_LOG);

    private long[] words = NO_WORDS;
    /** The numbers of the pages in use, in order; null while the pages are a window. */
    private int @Nullable [] sparse;

    private int firstKey;
    /** The slots of the window; 0 without one, so that one comparison tells. */
    private int slots;

    private long zeros;

    private byte lanes = Lanes.NARROWEST;
    private long guards = Lanes.guards(Lanes.NARROWEST);
    private final byte pageLog;

    /** Of pages with {@code 2^pageLog} keys, but not fewer than 64. */
    CounterPages(int pageLog) {
        this.pageLog = (byte) Math.max(SMALLEST_PAGE_LOG, pageLog);
    }

    /** Reads both ends of the counters; the value says nothing. */
    long touch() {
        return words.length == 0 ? 0 : words[0] + words[words.length - 1];
    }

    /** Whether no key was ever counted. */
    boolean isEmpty() {
        return words.length == 0;
    }

    /** Counts one more, if there is a window that has the key, and room in its counter; else does nothing and answers false. */
    boolean increment(int key) {
        int slot = key - firstKey;
        if (slot < 0 || slot >= slots) {
            return false;
        }
        int log = lanes;
        int index = slot >>> (Lanes.WIDEST - log);
        long sum = words[index] + (1L << (slot << log));
        if ((sum & guards) != 0) {
            return false;
        }
        words[index] = sum;
        return true;
    }

    void add(int key, long count) {
        int slot = slotOfPage(key >> pageLog) + (key & (pageSlots() - 1));
        while (count > Lanes.capacity(lanes) - countAt(slot)) {
            widen();
        }
        words[slot >>> (Lanes.WIDEST - lanes)] += count << (slot << lanes);
    }

    void addZeros(long count) {
        zeros += count;
    }

    long zeros() {
        return zeros;
    }

    /** Adds all counters of {@code other}, which is not this. */
    void addAll(CounterPages other) {
        if (isEmpty()) {
            long own = zeros;
            copyFrom(other);
            zeros += own;
            return;
        }
        zeros += other.zeros;
        while (lanes < other.lanes) {
            widen();
        }
        if (other.sparse == null && cover(page(other.firstKey), page(other.firstKey + other.slots - 1))) {
            addSlots(other, 0, other.slots, other.firstKey - firstKey);
            return;
        }
        for (int slot = other.nextSlot(0); slot >= 0; slot = other.nextSlot(pageEnd(slot))) {
            addSlots(other, slot & -pageSlots(), pageEnd(slot), slotOfPage(page(other.keyAt(slot))));
        }
    }

    /** Makes room for the keys from {@code first} to {@code last}, if they fit into a window. */
    void reserve(int first, int last) {
        cover(page(first), page(last));
    }

    void copyFrom(CounterPages other) {
        words = other.words.clone();
        sparse = other.sparse;
        firstKey = other.firstKey;
        slots = other.slots;
        lanes = other.lanes;
        guards = other.guards;
        zeros = other.zeros;
    }

    /** Sets all counters, of {@code count} in all, to 0 and answers true; or, unless they are a window that is not large, and was used well, leaves them: others will do better. */
    boolean clear(long count) {
        if (isEmpty() || sparse != null || words.length > KEPT_WORDS || count < (long) USED_WELL * words.length) {
            return false;
        }
        Arrays.fill(words, 0);
        zeros = 0;
        return true;
    }

    /** The first slot from {@code slot} on whose count is not 0; -1 if there is none. */
    int nextSlot(int slot) {
        int perWord = Lanes.WIDEST - lanes;
        int end = usedSlots() >>> perWord;
        int index = slot >>> perWord;
        if (index >= end) {
            return -1;
        }
        long word = words[index] & (-1L << (slot << lanes));
        while (word == 0) {
            if (++index == end) {
                return -1;
            }
            word = words[index];
        }
        return (index << perWord) + (Long.numberOfTrailingZeros(word) >>> lanes);
    }

    int keyAt(int slot) {
        return sparse == null ? firstKey + slot : (sparse[slot >> pageLog] << pageLog) + (slot & (pageSlots() - 1));
    }

    long countAt(int slot) {
        return Lanes.get(words, lanes, slot);
    }

    /** How many slots share a word. */
    int slotsPerWord() {
        return Long.SIZE >>> lanes;
    }

    /** The sum of the counts in the word that begins with {@code slot}. */
    long sumOfWord(int slot) {
        return Lanes.sum(words[slot >>> (Lanes.WIDEST - lanes)], lanes);
    }

    long countBelowZero() {
        long sum = 0;
        for (int slot = 0; slot < usedSlots() && keyAt(slot) < 0; slot += slotsPerWord()) {
            sum += sumOfWord(slot);
        }
        return sum;
    }

    /** An estimate of the memory in use, with compressed references. */
    long sizeInBytes() {
        return this == NONE
                ? 0
                : 48 + (isEmpty() ? 0 : 16 + 8L * words.length) + (sparse == null ? 0 : 16 + 4L * sparse.length);
    }

    private int usedSlots() {
        return sparse == null ? slots : sparse.length << pageLog;
    }

    private int pageSlots() {
        return 1 << pageLog;
    }

    private int wordsPerPage() {
        return 1 << (pageLog + lanes - Lanes.WIDEST);
    }

    private int page(int key) {
        return key >> pageLog;
    }

    private int pageEnd(int slot) {
        return (slot | (pageSlots() - 1)) + 1;
    }

    private void widen() {
        words = Lanes.widen(words, lanes);
        lanes++;
        guards = Lanes.guards(lanes);
    }

    /** Adds slots {@code [from, to)} of {@code other}, both at the edge of a page, to the slots that begin with {@code target}. */
    private void addSlots(CounterPages other, int from, int to, int target) {
        int log = other.lanes;
        int perWord = Lanes.WIDEST - log;
        int end = to >>> perWord;
        int index = from >>> perWord;
        if (log == lanes) {
            index = addWords(other.words, index, end, (target >>> perWord) - index);
        }
        for (; index < end; index++) {
            long word = other.words[index];
            if (word != 0) {
                addWord(word, log, target - from + (index << perWord));
            }
        }
    }

    /** Adds words of the same lanes, and answers which is the first that has no room. */
    private int addWords(long[] addends, int from, int to, int shift) {
        long[] sums = words;
        for (int i = from; i < to; i++) {
            long sum = sums[i + shift] + addends[i];
            if ((sum & guards) != 0) {
                return i;
            }
            sums[i + shift] = sum;
        }
        return to;
    }

    private void addWord(long word, int log, int slot) {
        if (log < lanes) {
            addWord(Lanes.spreadLower(word, log), log + 1, slot);
            addWord(Lanes.spreadUpper(word, log), log + 1, slot + ((Long.SIZE / 2) >>> log));
            return;
        }
        int index = slot >>> (Lanes.WIDEST - log);
        long sum = words[index] + word;
        if ((sum & Lanes.guards(log)) == 0) {
            words[index] = sum;
        } else {
            widen();
            addWord(word, log, slot);
        }
    }

    /** The first slot of a page, which is made if need be. */
    private int slotOfPage(int page) {
        cover(page, page);
        int[] pages = sparse;
        if (pages == null) {
            return (page << pageLog) - firstKey;
        }
        int found = Arrays.binarySearch(pages, page);
        int at = found < 0 ? ~found : found;
        if (found < 0) {
            insert(pages, at, page);
        }
        return at << pageLog;
    }

    /** Lets the window cover these pages and answers true; if it would be too long, there is no window any more and the answer is false. */
    private boolean cover(int from, int to) {
        if (sparse != null) {
            return false;
        }
        int first = slots == 0 ? from : Math.min(from, page(firstKey));
        int last = slots == 0 ? to : Math.max(to, page(firstKey + slots - 1));
        if (last - first >= LONGEST_WINDOW) {
            dropWindow();
            return false;
        }
        if ((last - first + 1) << pageLog > slots) {
            resize(first, last);
        }
        return true;
    }

    private void resize(int first, int last) {
        long[] grown = new long[(last - first + 1) * wordsPerPage()];
        int shift = slots == 0 ? 0 : (page(firstKey) - first) * wordsPerPage();
        System.arraycopy(words, 0, grown, shift, words.length);
        words = grown;
        firstKey = first << pageLog;
        slots = (last - first + 1) << pageLog;
    }

    private void dropWindow() {
        int[] pages = new int[slots >> pageLog];
        int used = 0;
        for (int slot = nextSlot(0); slot >= 0; slot = nextSlot(pageEnd(slot))) {
            pages[used] = page(keyAt(slot));
            System.arraycopy(words, (slot >> pageLog) * wordsPerPage(), words, used * wordsPerPage(), wordsPerPage());
            used++;
        }
        words = Arrays.copyOf(words, used * wordsPerPage());
        sparse = Arrays.copyOf(pages, used);
        slots = 0;
    }

    private void insert(int[] pages, int at, int page) {
        int size = wordsPerPage();
        int[] more = new int[pages.length + 1];
        System.arraycopy(pages, 0, more, 0, at);
        more[at] = page;
        System.arraycopy(pages, at, more, at + 1, pages.length - at);
        if (words.length < more.length * size) {
            words = Arrays.copyOf(words, (more.length + more.length / 2) * size);
        }
        System.arraycopy(words, at * size, words, (at + 1) * size, (pages.length - at) * size);
        Arrays.fill(words, at * size, (at + 1) * size, 0);
        sparse = more;
    }
}
