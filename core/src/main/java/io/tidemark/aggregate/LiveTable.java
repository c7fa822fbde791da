// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import java.util.List;
import java.util.Map;

/**
 * A table as an argument of aggregates whose rows may be replaced while a job runs, all at once. Any thread may read and replace them.
 *
 * <p>Rows that were replaced hold for elements that are added from then on, as threads come to see them; what is in accumulators stays, and a table is no part of checkpoints. Results that depend on it are
 * those of a replay only as long as it is not replaced. Two tables are equal only if they are the same, so that aggregates are shared only when they change together.
 */
public final class LiveTable {
    private final AggregateParameter parameter;
    private volatile List<Map<String, Object>> rows;
    private volatile int version;

    /**
     * A table for {@code parameter}.
     *
     * @throws IllegalArgumentException when the rows are not what the parameter wants
     */
    public LiveTable(AggregateParameter parameter, List<?> rows) {
        this.parameter = parameter;
        this.rows = checked(parameter, rows);
    }

    /** The rows that hold now. */
    public List<Map<String, Object>> rows() {
        return rows;
    }

    /** Another number after each replacement. Who keeps what it makes of rows asks for it before them, and again with each element. */
    public int version() {
        return version;
    }

    /**
     * Lets {@code others} hold from now on.
     *
     * @throws IllegalArgumentException when they are not what the parameter wants; then those before stay
     */
    public synchronized void replace(List<?> others) {
        rows = checked(parameter, others);
        version++;
    }

    @SuppressWarnings("unchecked") // ParameterType.TABLE yields just that.
    private static List<Map<String, Object>> checked(AggregateParameter parameter, List<?> rows) {
        return (List<Map<String, Object>>) AggregateArguments.check(parameter, rows);
    }
}
