// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.view.View;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateReaderTest {
    private static final String LONG_KEY = "k".repeat(1000);

    private static final class Entry {
        final String store;
        final byte[] key;
        final byte[] value;

        Entry(String store, byte[] key, byte[] value) {
            this.store = store;
            this.key = key.clone();
            this.value = value.clone();
        }
    }

    private static View<Long, String> view(int size) {
        return View.<Long>named("v")
                .keyBy(element -> element < 100 ? "small" : LONG_KEY)
                .window(TumblingWindows.of(Duration.ofMillis(size)))
                .allowedLateness(Duration.ofMillis(100))
                .aggregate("sum", Aggregates.sum(Long::doubleValue))
                .build();
    }

    /** Two slices of two keys, and a late pane. */
    private static List<Entry> saved() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Pipeline<Long> pipeline = Pipeline.of(view(10)).saved(true).build()) {
            long offset = 0;
            for (long element : new long[] {3, 4, 105, 17, 6}) {
                pipeline.element(0, offset++, element, element % 100);
            }
            pipeline.save().forEach(new StateBatch.Visitor() {
                @Override
                public void put(String store, byte[] key, byte[] value) {
                    entries.add(new Entry(store, key, value));
                }

                @Override
                public void delete(String store, byte[] key) {
                    throw new AssertionError("nothing to delete in " + store);
                }

                @Override
                public void deleteRange(String store, KeyRange range) {
                    throw new AssertionError("nothing to delete in " + store);
                }
            });
        }
        return entries;
    }

    private static List<StateRecord> read(StateReader reader, List<Entry> entries) throws IOException {
        List<StateRecord> records = new ArrayList<>();
        for (Entry entry : entries) {
            records.add(reader.read(entry.store, entry.key, entry.value));
        }
        return records;
    }

    @Test
    void an_entry_is_told_with_key_slice_and_results() throws IOException {
        List<StateRecord> records = read(new StateReader(List.of(view(10))), saved());

        assertThat(records)
                .filteredOn(entry -> entry.store().equals("slices"))
                .extracting(
                        StateRecord::view,
                        StateRecord::key,
                        entry -> entry.cells().get(0).window(),
                        entry -> entry.cells().get(0).elements(),
                        entry -> entry.cells().get(0).results().get("sum"))
                .containsExactlyInAnyOrder(
                        tuple("v", "small", Window.time(0, 10), 3L, 13.0),
                        tuple("v", LONG_KEY, Window.time(0, 10), 1L, 105.0),
                        tuple("v", "small", Window.time(10, 20), 1L, 17.0));
        assertThat(records)
                .filteredOn(entry -> entry.store().equals("late_panes"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("window_end", 10L)
                        .containsEntry("next_pane_index", 2L));
        assertThat(records)
                .filteredOn(entry -> entry.facts().containsKey("watermark"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts())
                        .containsEntry("watermark", 17L)
                        .containsEntry("aggregated", 5L));
        assertThat(records).allMatch(entry -> !entry.content().hasRemaining());
    }

    @Test
    void a_view_of_another_shape_and_a_store_of_another_program_are_handed_on_undecoded() throws IOException {
        List<Entry> entries = saved();
        StateReader reader = new StateReader(List.of(view(20)));

        assertThat(read(reader, entries))
                .filteredOn(entry -> entry.store().equals("slices"))
                .hasSize(3)
                .allMatch(entry -> entry.key() == null
                        && entry.cells().isEmpty()
                        && entry.content().hasRemaining());
        StateRecord other = reader.read("newer", new byte[] {1}, new byte[] {2});
        assertThat(other.content().get(0)).isEqualTo((byte) 2);
        assertThat(other.facts()).isEqualTo(Map.of());
    }

    @Test
    void r3_what_is_cut_short_is_corrupt() throws IOException {
        List<Entry> entries = saved();
        for (Entry entry : entries) {
            StateReader reader = new StateReader(List.of(view(10)));
            read(reader, entries);
            byte[] cut = Arrays.copyOf(entry.value, entry.value.length - 1);

            assertThatThrownBy(() -> reader.read(entry.store, entry.key, cut))
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void an_entry_of_a_view_without_a_name_is_corrupt() {
        assertThatThrownBy(() -> new StateReader(List.of()).read("slices", new byte[20], new byte[20]))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("no such view");
    }
}
