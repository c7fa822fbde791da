// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows nothing but {@code /openapi.json}: all that it tells of can be used so, and answers what it says. */
class ApiDocumentTest {
    private static final Map<String, String> VALUES = Map.of(
            "key", "%7B%22model%22:%22gpt-4o%22%7D",
            "from", "2026-01-01T00:00:00Z",
            "to", "1767225700000",
            "start", "1767225600000",
            "state", "open",
            "limit", "5",
            "cursor", "0-h-0",
            "time", "rfc3339",
            "view", "calls");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everything_that_is_described_is_served_as_described() {
        try (ServedRun run = ServedRun.start(directory)) {
            run.advanceTo(35);
            run.send(run.request("/api/v1/checkpoints")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build());
            JsonNode document = run.json("/openapi.json");
            assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
            Set<String> ids = new HashSet<>();
            int used = 0;
            for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
                for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                    assertThat(ids.add(method.getValue().get("operationId").asText()))
                            .isTrue();
                    use(run, path.getKey(), method.getKey(), method.getValue());
                    used++;
                }
            }
            assertThat(used).isGreaterThan(13);
            document.findValuesAsText("$ref")
                    .forEach(ref -> assertThat(document.at(ref.substring(1)).isMissingNode())
                            .as(ref)
                            .isFalse());
        }
    }

    private static void use(ServedRun run, String path, String method, JsonNode operation) {
        StringBuilder query = new StringBuilder();
        String filled = path;
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.get("name").asText();
            assertThat(VALUES).containsKey(name);
            assertThat(parameter.get("description").asText()).isNotEqualTo(name);
            if (parameter.get("in").asText().equals("path")) {
                filled = filled.replace("{" + name + "}", VALUES.getOrDefault(name, ""));
            } else {
                query.append(query.length() == 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(VALUES.get(name));
            }
        }
        assertThat(filled).doesNotContain("{");
        Map.Entry<String, JsonNode> expected =
                operation.get("responses").properties().iterator().next();
        String type = expected.getValue().get("content").fieldNames().next();
        HttpRequest request = run.request(filled + query)
                .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<?> response = run.begin(request);
        assertThat(response.statusCode()).as(filled + query).isEqualTo(Integer.parseInt(expected.getKey()));
        assertThat(response.headers().firstValue("content-type").orElse(""))
                .as(filled)
                .startsWith(type);
        HttpRequest unknown = run.request(filled + query + (query.length() == 0 ? '?' : '&') + "surplus=1")
                .method(method.toUpperCase(Locale.ROOT), HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(run.begin(unknown).statusCode())
                .as("an unknown parameter of " + filled)
                .isEqualTo(400);
    }
}
