// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command takes that reads a job file. */
@SuppressWarnings("NullAway.Init") // picocli sets the file, which is required, before anything is run.
final class JobOptions {
    @Parameters(index = "0", paramLabel = "JOB.yaml", description = "The job file.")
    private String file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Override a key of the job file: --set stream_processing.parallelism=4. May come more than once.")
    private List<String> assignments = new ArrayList<>();

    String file() {
        return file;
    }

    List<String> assignments() {
        return assignments;
    }
}
