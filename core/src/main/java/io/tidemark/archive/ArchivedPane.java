// SPDX-License-Identifier: Apache-2.0
package io.tidemark.archive;

import io.tidemark.window.Window;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one pane of a key and window held, as accumulators. {@link #view}, {@link #key}, {@link #window} and {@link #sequence} are its identity.
 *
 * <p>What a window holds is told by its panes in the order of their sequence: {@link Content#ALL} replaces what came before, {@link Content#NEW} adds to it, {@link Content#NONE} leaves nothing.
 *
 * <p>The arrays are not copied, and nobody changes them. Two are equal when their bytes are.
 */
public final class ArchivedPane {
    private final ArchivedView view;
    private final byte[] key;
    private final Window window;
    private final long sequence;
    private final Content content;
    private final long epoch;
    private final long count;
    private final byte[] accumulators;

    /**
     * A pane.
     *
     * @param view whose it is
     * @param key as the codec of the view's keys writes it; 0 to any number of bytes
     * @param window its window
     * @param sequence its place among those of its key and window, from 0, with gaps
     * @param content how it goes together with those before it
     * @param epoch the part of the job's life, between two checkpoints, that wrote it, see {@link WindowArchive#forgetAfter}
     * @param count how many elements the accumulators hold
     * @param accumulators as the engine writes them; empty when there is {@link Content#NONE}
     */
    public ArchivedPane(
            ArchivedView view,
            byte[] key,
            Window window,
            long sequence,
            Content content,
            long epoch,
            long count,
            byte[] accumulators) {
        this.view = view;
        this.key = key;
        this.window = window;
        this.sequence = sequence;
        this.content = content;
        this.epoch = epoch;
        this.count = count;
        this.accumulators = accumulators;
    }

    /** How a pane goes together with those before it in its window. */
    public enum Content {
        /** Everything that the window has got so far. */
        ALL,
        /** What is new since the pane before. */
        NEW,
        /** Nothing: all that the window had is in another window now, as when sessions merge. */
        NONE
    }

    /** The same, of another epoch. */
    public ArchivedPane inEpoch(long other) {
        return new ArchivedPane(view, key, window, sequence, content, other, count, accumulators);
    }

    /** Whose it is. */
    public ArchivedView view() {
        return view;
    }

    /** The key's bytes. */
    public byte[] key() {
        return key;
    }

    /** Its window. */
    public Window window() {
        return window;
    }

    /** Its place among those of its key and window. */
    public long sequence() {
        return sequence;
    }

    /** How it goes together with those before it. */
    public Content content() {
        return content;
    }

    /** When it was written, between which checkpoints. */
    public long epoch() {
        return epoch;
    }

    /** How many elements it holds. */
    public long count() {
        return count;
    }

    /** The bytes of what was accumulated. */
    public byte[] accumulators() {
        return accumulators;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchivedPane that
                && view.equals(that.view)
                && window.equals(that.window)
                && sequence == that.sequence
                && content == that.content
                && epoch == that.epoch
                && count == that.count
                && Arrays.equals(key, that.key)
                && Arrays.equals(accumulators, that.accumulators);
    }

    @Override
    public int hashCode() {
        return Objects.hash(view, window, sequence, Arrays.hashCode(key));
    }

    /** Without the accumulators and the key, which may be long. */
    @Override
    public String toString() {
        return "ArchivedPane[" + view.name() + ", " + window + ", sequence=" + sequence + ", " + content + ", epoch="
                + epoch + ", count=" + count + "]";
    }
}
