// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.table;

import io.tidemark.aggregate.LiveTable;
import io.tidemark.runtime.log.JobLog;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file with the rows of a table, as prices are. It is looked at again and again while a job runs: what it says holds once it has said the same twice in a row, so that a file that is just being written is not taken.
 * A file that cannot be taken is told once, and the rows that held go on to hold.
 *
 * <p>One thread looks.
 */
public final class TableFile {
    private final Path path;
    private final String name;
    private final Rows reader;
    private final LiveTable table;
    private final List<Consumer<List<?>>> uses = new ArrayList<>();
    private byte[] known;
    private byte @Nullable [] changed;
    private boolean isGone;

    /** Reads rows from the bytes of a file. */
    @FunctionalInterface
    public interface Rows {
        /** The rows, or everything that is wrong with them. */
        List<?> read(byte[] bytes) throws ConfigurationException;
    }

    /**
     * A file that was read.
     *
     * @param name its name in messages
     * @param bytes what it said
     * @param table has the rows of that
     */
    public TableFile(Path path, String name, byte[] bytes, Rows reader, LiveTable table) {
        this.path = path;
        this.name = name;
        this.reader = reader;
        this.table = table;
        known = bytes;
    }

    /** The rows that hold. */
    public LiveTable table() {
        return table;
    }

    /** From now on only rows hold that {@code check} does not refuse with an {@code IllegalArgumentException}. */
    public void addUse(Consumer<List<?>> check) {
        uses.add(check);
    }

    /** Looks whether the file has changed, and takes what it says. */
    public void look(JobLog log) {
        byte[] now;
        try {
            now = YamlReader.bytes(path, name);
        } catch (ConfigurationException e) {
            changed = null;
            if (!isGone) {
                isGone = true;
                refuse(log, e.getMessage());
            }
            return;
        }
        isGone = false;
        boolean isSettled = changed != null && Arrays.equals(now, changed);
        changed = Arrays.equals(now, known) ? null : now;
        if (isSettled && changed != null) {
            known = now;
            changed = null;
            take(now, log);
        }
    }

    private void take(byte[] bytes, JobLog log) {
        try {
            List<?> rows = reader.read(bytes);
            uses.forEach(use -> use.accept(rows));
            table.replace(rows);
            log.say(name + " has changed: its " + rows.size() + (rows.size() == 1 ? " row holds" : " rows hold")
                    + " for elements from now on");
        } catch (ConfigurationException | IllegalArgumentException e) {
            refuse(log, e.getMessage());
        }
    }

    private void refuse(JobLog log, @Nullable String why) {
        log.warn(
                name + " has changed, but is not taken: " + why + ". What it said before goes on to hold",
                Map.of("warning", "table_refused", "file", name));
    }
}
