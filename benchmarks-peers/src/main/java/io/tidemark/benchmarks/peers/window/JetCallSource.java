// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.Util;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.BroadcastKey;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import io.tidemark.benchmarks.Call;
import io.tidemark.benchmarks.Timing;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Yields the elements of the pass, and watermarks between them. Snapshots have its position and its watermark, as those of Jet's Kafka source do. */
final class JetCallSource extends AbstractProcessor {
    private static final BroadcastKey<String> POSITION = BroadcastKey.broadcastKey("position");

    private final EventTimeMapper<Call> eventTime;
    private final PeerPass pass = PeerPass.current();
    private final Timing timing = pass.timing();
    private final LongFunction<Call> calls = calls(pass);
    private long next;
    private @Nullable Traverser<Object> pending;
    private @Nullable Traverser<Map.Entry<BroadcastKey<String>, long[]>> snapshot;

    JetCallSource(EventTimePolicy<? super Call> policy) {
        eventTime = new EventTimeMapper<>(policy);
        eventTime.addPartitions(1);
    }

    /** Those of the input, or ones made anew when it is not enough. */
    private static LongFunction<Call> calls(PeerPass pass) {
        Call[] input = pass.laps().input().calls();
        return pass.elements() == input.length ? number -> input[(int) number] : pass.laps()::call;
    }

    @Override
    protected void init(Context context) {
        pass.begin();
    }

    @Override
    public boolean complete() {
        if (!emitPending()) {
            return false;
        }
        while (next < pass.elements()) {
            if (!timing.isDue(next)) {
                return false;
            }
            Traverser<Object> more = eventTime.flatMapEvent(calls.apply(next++), 0, EventTimeMapper.NO_NATIVE_TIME);
            if (!emitFromTraverser(more)) {
                pending = more;
                return false;
            }
        }
        return true;
    }

    private boolean emitPending() {
        if (pending != null && !emitFromTraverser(pending)) {
            return false;
        }
        pending = null;
        return true;
    }

    @Override
    public boolean saveToSnapshot() {
        // The position is behind what is pending.
        if (!emitPending()) {
            return false;
        }
        if (snapshot == null) {
            snapshot = Traversers.singleton(Util.entry(POSITION, new long[] {next, eventTime.getWatermark(0)}));
        }
        if (!emitFromTraverserToSnapshot(snapshot)) {
            return false;
        }
        snapshot = null;
        return true;
    }

    @Override
    protected void restoreFromSnapshot(Object key, Object value) {
        long[] saved = (long[]) value;
        next = saved[0];
        eventTime.restoreWatermark(0, saved[1]);
    }

    @Override
    public boolean snapshotCommitFinish(boolean success) {
        if (success) {
            pass.checkpoint();
        }
        return true;
    }
}
