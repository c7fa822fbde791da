// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.log.JobLog;
import io.tidemark.runtime.log.LogEncoder;
import io.tidemark.runtime.log.LogFormat;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the lines look like that a job says while it runs. */
final class LogOptions {
    private static final String OPTION = "--log-format";
    private static final String VARIABLE = "TIDEMARK_LOG_FORMAT";

    @Option(
            names = OPTION,
            paramLabel = "text|json",
            description =
                    "What the lines on the standard error look like: text, the default, or one JSON object each. Without it the variable "
                            + VARIABLE + " counts.")
    private @Nullable String format;

    /** The log of {@code host}; what libraries log looks like it from now on. */
    JobLog log(Host host) throws ConfigurationException {
        LogFormat chosen = chosen(Optional.ofNullable(host.environment().get(VARIABLE)));
        LogEncoder.use(chosen);
        return new JobLog(host.err(), chosen, host.clock());
    }

    private LogFormat chosen(Optional<String> variable) throws ConfigurationException {
        if (format != null) {
            return parsed(OPTION, format);
        }
        return variable.isPresent() && !variable.get().isEmpty() ? parsed(VARIABLE, variable.get()) : LogFormat.TEXT;
    }

    private static LogFormat parsed(String from, String name) throws ConfigurationException {
        Optional<LogFormat> found = LogFormat.of(name);
        if (found.isEmpty()) {
            throw new ConfigurationException(Mark.option(from), "", "expected text or json, but found '" + name + "'");
        }
        return found.get();
    }
}
