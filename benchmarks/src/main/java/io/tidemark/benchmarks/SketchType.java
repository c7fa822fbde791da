// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.BitwiseLinearlyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.PaginatedStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import com.tdunning.math.stats.MergingDigest;
import io.tidemark.codec.StateOutput;
import io.tidemark.llm.sketch.QuantileSketch;
import io.tidemark.llm.sketch.QuantileSketchCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;

/** Sketches of percentiles with an error of 1 %, as far as they have one. */
public enum SketchType {
    /** Ours. */
    TIDEMARK,
    /** DDSketch with its fastest mapping (lines between powers of two) and one dense array. */
    DDSKETCH_LINEAR,
    /** DDSketch with the mapping its makers balance speed and size by, and one dense array. */
    DDSKETCH_CUBIC,
    /** DDSketch with the fewest buckets: a logarithm, and one dense array. */
    DDSKETCH_LOG,
    /** DDSketch with cubic mapping and pages. */
    DDSKETCH_PAGINATED,
    /** t-digest at its usual compression: an error of rank, none of value is promised. */
    TDIGEST,
    /** HdrHistogram of two digits, of doubles. */
    HDR_DOUBLE,
    /** HdrHistogram of two digits, of whole microseconds, as values are milliseconds. */
    HDR_LONG;

    private static final double ERROR = 0.01;
    private static final int HDR_DIGITS = 2;
    private static final double TDIGEST_COMPRESSION = 100;

    /** An empty sketch; sketches of one type merge with each other. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // A type's sketches are all of one class.
    <S extends AnySketch<S>> S create() {
        return (S) newSketch();
    }

    private AnySketch<?> newSketch() {
        return switch (this) {
            case TIDEMARK -> new Ours();
            case DDSKETCH_LINEAR ->
                new DataDog(new BitwiseLinearlyInterpolatedMapping(ERROR), UnboundedSizeDenseStore::new);
            case DDSKETCH_CUBIC -> new DataDog(new CubicallyInterpolatedMapping(ERROR), UnboundedSizeDenseStore::new);
            case DDSKETCH_LOG -> new DataDog(new LogarithmicMapping(ERROR), UnboundedSizeDenseStore::new);
            case DDSKETCH_PAGINATED -> new DataDog(new CubicallyInterpolatedMapping(ERROR), PaginatedStore::new);
            case TDIGEST -> new Dunning();
            case HDR_DOUBLE -> new HdrDouble();
            case HDR_LONG -> new HdrLong();
        };
    }

    private static final class Ours implements AnySketch<Ours> {
        private final QuantileSketch sketch = new QuantileSketch(ERROR);

        @Override
        public void add(double value) {
            sketch.add(value);
        }

        @Override
        public void merge(Ours other) {
            sketch.merge(other.sketch);
        }

        @Override
        public void quantiles(double[] percentiles, double[] out) {
            sketch.quantiles(percentiles, out);
        }

        @Override
        public int encodedSize() {
            StateOutput out = new StateOutput();
            QuantileSketchCodec.INSTANCE.write(sketch, out);
            return out.size();
        }
    }

    private static final class DataDog implements AnySketch<DataDog> {
        private final DDSketch sketch;

        DataDog(IndexMapping mapping, Supplier<Store> store) {
            sketch = new DDSketch(mapping, store);
        }

        @Override
        public void add(double value) {
            sketch.accept(value);
        }

        @Override
        public void merge(DataDog other) {
            sketch.mergeWith(other.sketch);
        }

        @Override
        public void quantiles(double[] percentiles, double[] out) {
            double count = sketch.getCount();
            for (int i = 0; i < percentiles.length; i++) {
                // Its rank is q * (count - 1), rounded down, from 0: half a rank more keeps the rounding from going one
                // too far.
                double rank = Math.max(1, Math.ceil(percentiles[i] * count / 100));
                out[i] = sketch.getValueAtQuantile(Math.min(1, (rank - 0.5) / Math.max(1, count - 1)));
            }
        }

        @Override
        public int encodedSize() {
            try {
                GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
                sketch.encode(out, false);
                return out.numWrittenBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Dunning implements AnySketch<Dunning> {
        private final MergingDigest digest = new MergingDigest(TDIGEST_COMPRESSION);

        @Override
        public void add(double value) {
            digest.add(value);
        }

        @Override
        public void merge(Dunning other) {
            digest.add(other.digest);
        }

        @Override
        public void quantiles(double[] percentiles, double[] out) {
            double count = digest.size();
            for (int i = 0; i < percentiles.length; i++) {
                // It interpolates between ranks; in the middle of a value's own part it is that value, or nearest to
                // it.
                double rank = Math.max(1, Math.ceil(percentiles[i] * count / 100));
                out[i] = digest.quantile((rank - 0.5) / count);
            }
        }

        @Override
        public int encodedSize() {
            return digest.smallByteSize();
        }
    }

    private static final class HdrDouble implements AnySketch<HdrDouble> {
        private final DoubleHistogram histogram = new DoubleHistogram(HDR_DIGITS);

        HdrDouble() {
            histogram.setAutoResize(true);
        }

        @Override
        public void add(double value) {
            histogram.recordValue(value);
        }

        @Override
        public void merge(HdrDouble other) {
            histogram.add(other.histogram);
        }

        @Override
        public void quantiles(double[] percentiles, double[] out) {
            for (int i = 0; i < percentiles.length; i++) {
                out[i] = histogram.getValueAtPercentile(percentiles[i]);
            }
        }

        @Override
        public int encodedSize() {
            return histogram.encodeIntoByteBuffer(ByteBuffer.allocate(histogram.getNeededByteBufferCapacity()));
        }
    }

    private static final class HdrLong implements AnySketch<HdrLong> {
        private static final double UNITS = 1000;

        private final Histogram histogram = new Histogram(HDR_DIGITS);

        HdrLong() {
            histogram.setAutoResize(true);
        }

        @Override
        public void add(double value) {
            histogram.recordValue(Math.round(value * UNITS));
        }

        @Override
        public void merge(HdrLong other) {
            histogram.add(other.histogram);
        }

        @Override
        public void quantiles(double[] percentiles, double[] out) {
            for (int i = 0; i < percentiles.length; i++) {
                out[i] = histogram.getValueAtPercentile(percentiles[i]) / UNITS;
            }
        }

        @Override
        public int encodedSize() {
            return histogram.encodeIntoByteBuffer(ByteBuffer.allocate(histogram.getNeededByteBufferCapacity()));
        }
    }
}
