// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.log;

import io.tidemark.runtime.problem.Plain;
import io.tidemark.time.ProcessingClock;
import java.io.PrintStream;
import java.util.Map;

/** What a job says of itself while it runs. Any thread may use it; a line is never mixed with another one. */
public final class JobLog {
    private static final String LOGGER = "tidemark";

    private final PrintStream err;
    private final LogFormat format;
    private final ProcessingClock clock;

    /** Lines of {@code format} to {@code err}, with the time of {@code clock} where the format has one. */
    public JobLog(PrintStream err, LogFormat format, ProcessingClock clock) {
        this.err = err;
        this.format = format;
        this.clock = clock;
    }

    /** What somebody may like to know. */
    public void say(String message) {
        write("INFO", "tidemark: ", message, Map.of());
    }

    /** What somebody should have in mind about the configuration. */
    public void note(String message) {
        write("INFO", "note: ", message, Map.of());
    }

    /** What somebody should know although work goes on. */
    public void warn(String message) {
        warn(message, Map.of());
    }

    /** The same with numbers that the message has as well, for programs. */
    public void warn(String message, Map<String, ?> facts) {
        write("WARN", "warning: ", message, facts);
    }

    private void write(String level, String prefix, String message, Map<String, ?> facts) {
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        byte[] bytes = format == LogFormat.JSON
                ? LogLine.json(clock.millis(), level, LOGGER, line, facts)
                : LogLine.text(prefix + Plain.text(line));
        synchronized (err) {
            err.write(bytes, 0, bytes.length);
            err.flush();
        }
    }
}
