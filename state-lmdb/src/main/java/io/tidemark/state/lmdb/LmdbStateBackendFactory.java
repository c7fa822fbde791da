// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.ordered.OrderedStateBackend;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.util.Set;

/**
 * Opens backends that keep their entries in LMDB, in a directory of the local disk.
 *
 * <p>Properties:
 *
 * <ul>
 *   <li>{@code path}, required: a directory; the state is in the directory in it that has the configuration's name
 *   <li>{@code max_map_size_mb}, 1 to 16777216, default 131072: how large the file may get, in MiB. That much address space is taken at once, but neither memory nor disk
 *   <li>{@code max_cursors}, 16 to 65536, default 1024: how many cursors may be open at once, with the reads under way
 *   <li>{@code verify}, {@code open} or {@code never}, default {@code open}: whether the whole file is checked when it is opened. LMDB itself trusts it: a damaged page takes the process down
 * </ul>
 */
public final class LmdbStateBackendFactory implements StateBackendFactory {
    private static final String NAME = "lmdb";
    private static final String MAX_MAP_SIZE = "max_map_size_mb";
    private static final String MAX_CURSORS = "max_cursors";
    private static final String VERIFY = "verify";

    /** The factory; it holds nothing. */
    public LmdbStateBackendFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StateBackend open(StateBackendConfig config) throws IOException {
        config.requireOnly(Set.of(StateBackendConfig.PATH, MAX_MAP_SIZE, MAX_CURSORS, VERIFY));
        long mapSize = config.number(MAX_MAP_SIZE, 1 << 17, 1, 1 << 24) << 20;
        int cursors = (int) config.number(MAX_CURSORS, 1024, 16, 1 << 16);
        Settings settings = new Settings(mapSize, cursors, verifies(config));
        return open(new Place(NAME, config.name(), config.directory()), settings);
    }

    static StateBackend open(Place place, Settings settings) throws IOException {
        return OrderedStateBackend.open(place, LmdbDatabase.open(place, settings), Reader.MAX_KEY_LENGTH);
    }

    private static boolean verifies(StateBackendConfig config) {
        String verify = config.text(VERIFY, "open");
        return switch (verify) {
            case "open" -> true;
            case "never" -> false;
            default ->
                throw new IllegalArgumentException("the property '" + VERIFY + "' of the state backend of '"
                        + config.name() + "' must be 'open' or 'never', but is '" + verify + "'");
        };
    }
}
