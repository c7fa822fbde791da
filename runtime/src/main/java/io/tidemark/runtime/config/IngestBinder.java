// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.util.List;

/** Reads where what is sent over HTTP is kept. */
final class IngestBinder {
    static final List<String> KEYS = List.of("max_disk_mb", "max_request_mb");

    private static final long MEGABYTE = 1 << 20;

    /** A request is in one file of the journal, with some bytes beside each event, and there is to be room for others. */
    private static final long REQUESTS = 16;

    private IngestBinder() {}

    static IngestConfig bind(Section section, FormatConfig format) {
        String path = section.get("path", Values.text("a directory"), "./data/journal");
        long disk = section.get("max_disk_mb", Values.integer(REQUESTS, 1 << 20), 1024L);
        long request = section.get("max_request_mb", Values.integer(1, 256), 8L);
        if (disk < REQUESTS * request) {
            section.problem(
                    "max_disk_mb",
                    "must be " + REQUESTS + " times 'max_request_mb' at least, which is " + REQUESTS * request
                            + ", so that there is room for more than a few requests");
        }
        if (format.isCsv()) {
            section.problem("format", "does not come over HTTP: send events in JSON, or read files");
        }
        return new IngestConfig(path, disk * MEGABYTE, (int) (request * MEGABYTE));
    }
}
