// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Detector;
import io.tidemark.time.Timestamps;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all detectors of a view know of one key. An entry of the store {@link ViewEntries#DETECTORS}, after the key where that was cut:
 *
 * <pre>
 * format           byte, 1
 * last end         signed var, of the last window
 * detectors        var, and for each: its name (text); its state (bytes, see {@link DetectorState})
 * </pre>
 *
 * <p>Each detector finds its own by its name. One that is new begins anew, and what one knew that is gone is left out.
 */
final class KeyDetectors implements KeyMemory.Entry {
    private static final int FORMAT = 1;

    private final List<Detector> detectors;
    private final DetectorState[] states;

    /** The end of the last window; before the first one, none is further away. */
    private long lastEnd = Long.MIN_VALUE;

    KeyDetectors(List<Detector> detectors) {
        this.detectors = detectors;
        states = new DetectorState[detectors.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new DetectorState(detectors.get(i));
        }
    }

    /** In the order of the detectors. */
    DetectorState[] states() {
        return states;
    }

    @Override
    public long lastEnd() {
        return lastEnd;
    }

    /** A window that ends at {@code end} comes: forgets what is too old for it. */
    void begin(long end) {
        long silence = Timestamps.subtract(end, lastEnd);
        for (int i = 0; i < states.length; i++) {
            if (silence > detectors.get(i).alerting().forgetAfter()) {
                states[i].clear();
            }
        }
        lastEnd = end;
    }

    @Override
    public void write(StateOutput out) {
        out.writeByte(FORMAT);
        out.writeSignedVarLong(lastEnd);
        out.writeVarLong(states.length);
        for (int i = 0; i < states.length; i++) {
            StateOutput state = new StateOutput();
            states[i].write(state);
            out.writeText(detectors.get(i).name());
            out.writeBytes(state.toByteArray());
        }
    }

    @Override
    public void read(StateInput in) throws IOException {
        lastEnd = readLastEnd(in);
        int count = in.readCount(2);
        for (int i = 0; i < count; i++) {
            String name = in.readText();
            StateInput state = new StateInput(in.readBytes());
            for (int d = 0; d < states.length; d++) {
                if (detectors.get(d).name().equals(name)) {
                    states[d].read(state);
                }
            }
        }
    }

    private static long readLastEnd(StateInput in) throws CorruptStateException {
        int format = in.readByte();
        if (format != FORMAT) {
            throw new CorruptStateException(
                    "the state of detectors has format " + format + ", but this program knows only " + FORMAT);
        }
        return in.readSignedVarLong();
    }

    /** What it knows, for people: of each detector, by name. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("last_window_end", lastEnd);
        for (int i = 0; i < states.length; i++) {
            facts.put(detectors.get(i).name(), states[i].facts());
        }
        return facts;
    }

    /** How many bytes of heap it takes when its rules remember as much as they may. */
    long mostBytes() {
        long bytes = 0;
        for (DetectorState state : states) {
            bytes += state.mostBytes();
        }
        return bytes;
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (DetectorState state : states) {
            bytes += state.bytes();
        }
        return bytes;
    }
}
