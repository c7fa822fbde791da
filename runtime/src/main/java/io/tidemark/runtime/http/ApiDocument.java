// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The description of what is served, for tools: OpenAPI 3.1. */
final class ApiDocument {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> TIME = Map.of(
            "oneOf",
            List.of(Map.of("type", "integer", "format", "int64"), Map.of("type", "string", "format", "date-time")));

    /** What a parameter of the query means, wherever it is taken. */
    private static final Map<String, Meaning> MEANINGS = Map.of(
            "key", new Meaning("the key as panes show it, as an object of JSON", TEXT),
            "from", new Meaning("windows that end after this; epoch milliseconds or RFC 3339", TIME),
            "to", new Meaning("windows that start before this", TIME),
            "start", new Meaning("the start of the window that is meant", TIME),
            "state",
                    new Meaning(
                            "only windows in this state", Map.of("type", "string", "enum", List.of("open", "closed"))),
            "limit",
                    new Meaning(
                            "about so many at most",
                            Map.of("type", "integer", "minimum", 1, "maximum", 1000, "default", 100)),
            "cursor", new Meaning("'next_cursor' of the page before", TEXT),
            "time",
                    new Meaning(
                            "how the answer writes times",
                            Map.of("type", "string", "enum", List.of("epoch", "rfc3339"), "default", "epoch")),
            "view", new Meaning("only panes of this view, or of this detector", TEXT));

    private record Meaning(String description, Map<String, Object> schema) {}

    private ApiDocument() {}

    /** Of {@code operations}, in this version of the program. */
    static Map<String, Object> of(List<Paths.Operation> operations, String version) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (Paths.Operation operation : operations) {
            @SuppressWarnings("unchecked") // Only such maps are put in.
            Map<String, Object> methods =
                    (Map<String, Object>) paths.computeIfAbsent(operation.path(), path -> new LinkedHashMap<>());
            methods.put(operation.method(), described(operation));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info(version));
        document.put("paths", paths);
        document.put("components", components());
        document.put("security", List.of(Map.of(), Map.of("token", List.of())));
        return document;
    }

    private static Map<String, Object> info(String version) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Tidemark");
        info.put("version", version);
        info.put("description", "What a job that runs answers. Errors are application/problem+json (RFC 9457).");
        info.put("license", Map.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
        return info;
    }

    private static Map<String, Object> components() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "object");
        problem.put("required", List.of("type", "title", "status", "detail"));
        problem.put(
                "properties",
                Map.of(
                        "type", TEXT,
                        "title", TEXT,
                        "status", Map.of("type", "integer"),
                        "detail", TEXT,
                        "instance", TEXT));
        return Map.of(
                "schemas", Map.of("Problem", problem),
                "securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")));
    }

    private static Map<String, Object> described(Paths.Operation operation) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("operationId", id(operation));
        described.put("summary", operation.summary());
        List<Object> parameters = parameters(operation);
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        if (!operation.bodies().isEmpty()) {
            Map<String, Object> content = new LinkedHashMap<>();
            operation.bodies().forEach(type -> content.put(type, Map.of()));
            described.put("requestBody", Map.of("required", true, "content", content));
        }
        Map<String, Object> schema = operation.type().equals(Answers.JSON) ? Map.of("type", "object") : TEXT;
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(
                operation.method().equals("post") && operation.bodies().isEmpty() ? "201" : "200",
                Map.of(
                        "description", operation.summary(),
                        "content", Map.of(operation.type(), Map.of("schema", schema))));
        responses.put(
                "default",
                Map.of(
                        "description",
                        "why it is not answered so",
                        "content",
                        Map.of(Answers.PROBLEM, Map.of("schema", Map.of("$ref", "#/components/schemas/Problem")))));
        described.put("responses", responses);
        return described;
    }

    /** {@code getApiV1ViewsViewWindows}: a name that generated clients can use. */
    private static String id(Paths.Operation operation) {
        StringBuilder id = new StringBuilder(operation.method());
        for (String word : operation.path().split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }

    private static List<Object> parameters(Paths.Operation operation) {
        List<Object> parameters = new ArrayList<>();
        Matcher inPath = PATH_PARAMETER.matcher(operation.path());
        while (inPath.find()) {
            parameters.add(parameter(inPath.group(1), "path", true, new Meaning("its name in the job file", TEXT)));
        }
        operation.parameters().stream()
                .sorted()
                .forEach(name -> parameters.add(
                        parameter(name, "query", false, MEANINGS.getOrDefault(name, new Meaning(name, TEXT)))));
        return parameters;
    }

    private static Map<String, Object> parameter(String name, String in, boolean required, Meaning meaning) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("required", required);
        parameter.put("description", meaning.description());
        parameter.put("schema", meaning.schema());
        return parameter;
    }
}
