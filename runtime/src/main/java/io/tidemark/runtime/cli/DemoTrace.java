// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.connector.kafka.KafkaFeed;
import io.tidemark.llm.format.TimestampFormat;
import io.tidemark.runtime.json.JsonLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests of the bundled trace, all services in order of time. */
final class DemoTrace {
    private static final List<String> SERVICES = List.of("code", "conv");

    private final List<Request> requests;

    /** One line of a file of the trace. */
    private record Request(String service, String time, long input, long output) {
        static Request of(String service, String line) {
            String[] cells = line.split(",", -1);
            return new Request(service, cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2]));
        }

        /** Under the names of the trace. */
        byte[] json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("TIMESTAMP", time);
            fields.put("service", service);
            fields.put("ContextTokens", input);
            fields.put("GeneratedTokens", output);
            return JsonLine.text(json -> JsonLine.value(json, fields)).getBytes(StandardCharsets.UTF_8);
        }

        long millis() {
            return TimestampFormat.RFC_3339.text(time.replace(' ', 'T') + "Z");
        }
    }

    private DemoTrace(List<Request> requests) {
        this.requests = requests;
    }

    /** That in the checkout {@code home}. */
    static DemoTrace read(Path home) throws IOException {
        List<Request> requests = new ArrayList<>();
        for (String service : SERVICES) {
            Path file = home.resolve("docs/examples/data/azure-llm-2023").resolve(service + ".csv");
            List<String> lines = Files.readAllLines(file);
            lines.subList(1, lines.size()).forEach(line -> requests.add(Request.of(service, line)));
        }
        // Times of one length are in order as texts are.
        requests.sort(Comparator.comparing(Request::time));
        return new DemoTrace(requests);
    }

    long size() {
        return requests.size();
    }

    /** Writes them to a topic, each under its service. */
    void writeTo(KafkaFeed feed) throws IOException {
        for (Request request : requests) {
            feed.send(request.service().getBytes(StandardCharsets.UTF_8), request.json(), request.millis());
        }
        feed.flush();
    }
}
