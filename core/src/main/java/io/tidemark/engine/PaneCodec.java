// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads the panes of one view that may have to be retracted. The view's name and the key are known from elsewhere. */
final class PaneCodec {
    /** By the number that stands for each; new ones come at the end. */
    private static final List<PaneTiming> TIMINGS = List.of(PaneTiming.EARLY, PaneTiming.ON_TIME, PaneTiming.LATE);

    private final String view;
    private final Window.Domain domain;
    private final List<String> names;

    PaneCodec(String view, Window.Domain domain, List<String> names) {
        this.view = view;
        this.domain = domain;
        this.names = names;
    }

    void writeWindow(Window window, StateOutput out) {
        out.writeSignedVarLong(window.start());
        out.writeSignedVarLong(window.end());
    }

    Window readWindow(StateInput in) throws IOException {
        return new Window(domain, in.readSignedVarLong(), in.readSignedVarLong());
    }

    void write(Pane<?> pane, StateOutput out) {
        writeWindow(pane.window(), out);
        out.writeByte(TIMINGS.indexOf(pane.info().timing()));
        out.writeVarLong(pane.info().index());
        out.writeByte(pane.info().isLast() ? 1 : 0);
        out.writeVarLong(pane.count());
        out.writeSignedVarLong(pane.watermark());
        for (int i = 0; i < names.size(); i++) {
            ValueCodec.writeNullable(pane.results().value(i), out);
        }
    }

    <K> Pane<K> read(K key, StateInput in) throws IOException {
        Window window = readWindow(in);
        int timing = in.readByte();
        if (timing >= TIMINGS.size()) {
            throw new CorruptStateException("there is no timing " + timing);
        }
        PaneInfo info = new PaneInfo(TIMINGS.get(timing), in.readVarLong(), in.readByte() != 0);
        long count = in.readVarLong();
        long watermark = in.readSignedVarLong();
        @Nullable Object[] values = new @Nullable Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ValueCodec.readNullable(in);
        }
        return new Pane<>(view, key, window, info, false, count, new PaneResults(names, values), watermark);
    }
}
