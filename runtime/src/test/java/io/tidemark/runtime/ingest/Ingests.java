// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.runtime.config.IngestConfig;
import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What takes records, for tests. */
final class Ingests {
    static final IngestConfig CONFIG = new IngestConfig("journal", 4 * Texts.MEGABYTE, 1 << 18);

    private Ingests() {}

    static FormatConfig format(String keys) {
        String source = "  source: {type: http, " + keys + "}\n";
        int from = Jobs.FULL.indexOf("  source:");
        String yaml = Jobs.FULL.substring(0, from) + source + Jobs.FULL.substring(Jobs.FULL.indexOf("  watermarks:"));
        try {
            return Jobs.read(yaml, List.of(), Map.of()).config().source().format();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e.problems().toString(), e);
        }
    }

    static HttpSource source(Path directory) {
        return source(directory, "format: json");
    }

    static HttpSource source(Path directory, String format) {
        Ingest ingest = new Ingest(format(format), CONFIG, () -> 1_700, warning -> {});
        return new HttpSource(directory, CONFIG, ingest, warning -> {});
    }

    /** How many records the source has not yielded yet. */
    static long waiting(HttpSource source) {
        return Objects.requireNonNull(source.lag().get("journal"));
    }

    static IngestRequest request(String type, byte[] body) {
        return new IngestRequest(new ByteArrayInputStream(body), type, "", Map.of());
    }
}
