// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where records come from.
 *
 * @param place where its type stands
 * @param type the source's name; empty in a job that is only replayed
 * @param format how records become elements
 * @param partitions those that are known from the start in a replay (rule W3)
 * @param paths of files, or patterns of them
 * @param generator what the synthetic source makes
 * @param ingest where what comes over HTTP is kept
 * @param properties of any other source; values may be secrets
 */
public record SourceConfig(
        Place place,
        String type,
        FormatConfig format,
        List<Integer> partitions,
        List<String> paths,
        Optional<GeneratorConfig> generator,
        Optional<IngestConfig> ingest,
        Map<String, String> properties) {
    /** Reads topics. */
    public static final String KAFKA = "kafka";

    /** Reads files. */
    public static final String FILE = "file";

    /** Makes synthetic events. */
    public static final String GENERATOR = "generator";

    /** Takes what is sent to the job's server. */
    public static final String HTTP = "http";

    /** Whether it reads topics. */
    public boolean isKafka() {
        return type.equals(KAFKA);
    }

    /** Whether it takes what is sent to the job's server. */
    public boolean isHttp() {
        return type.equals(HTTP);
    }

    @Override
    public String toString() {
        return "SourceConfig[" + type + "]";
    }
}
