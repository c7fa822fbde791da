// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.aggregate.NumberField;
import io.tidemark.aggregate.NumberStatistics;
import io.tidemark.aggregate.NumberStatisticsCodec;
import io.tidemark.aggregate.StatisticsTable;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.io.IOException;

/**
 * Statistics of a field, flat.
 *
 * @param <E> the element
 */
final class StatisticsAccumulators<E> implements NumberTable<E> {
    private static final int FIRST_CAPACITY = 64;
    private static final NumberStatisticsCodec CODEC = NumberStatisticsCodec.INSTANCE;

    private final NumberField<? super E> field;
    private final StatisticsTable table = new StatisticsTable(FIRST_CAPACITY);

    /** Of the cell that was asked for last. */
    private final NumberStatistics shown = new NumberStatistics(table, 0);

    StatisticsAccumulators(NumberField<? super E> field) {
        this.field = field;
    }

    @Override
    public void begin(int cell) {
        table.begin(cell);
    }

    @Override
    public void end(int cell) {
        // Numbers keep nothing alive.
    }

    @Override
    public long touch(int cell) {
        return table.count(cell);
    }

    @Override
    public void add(int cell, E element) {
        table.add(cell, field.read(element));
    }

    @Override
    public NumberField<? super E> field() {
        return field;
    }

    @Override
    public void addAll(double[] numbers, int[] cells, int count) {
        for (int i = 0; i < count; i++) {
            table.addFinite(cells[i], numbers[i]);
        }
    }

    @Override
    public void merge(int into, int from) {
        table.merge(into, table, from);
    }

    @Override
    public void write(int cell, StateOutput out) {
        out.writeVarLong(CODEC.version());
        CODEC.write(shown.moveTo(cell), out);
    }

    @Override
    public void read(int cell, StateInput in) throws IOException {
        int version = (int) in.readVarLong();
        shown.moveTo(cell).merge(CODEC.read(in, version));
    }

    @Override
    public long bytesEach() {
        return StatisticsTable.BYTES_EACH;
    }

    @Override
    public Object accumulator(int cell) {
        return shown.moveTo(cell);
    }
}
