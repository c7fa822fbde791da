// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.runtime.json.JsonLine;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes answers. */
final class Answers {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    private Answers() {}

    /** Answers with one object, or whatever {@code content} writes. */
    static void json(Context context, JsonLine.Content content) {
        context.contentType(JSON).result(JsonLine.bytes(content));
    }

    /** Answers with {@code value}, of what {@link JsonLine#value} takes. */
    static void json(Context context, Object value) {
        json(context, json -> JsonLine.value(json, value));
    }

    /** Answers with what is wrong, as RFC 9457 wants it. */
    static void problem(Context context, int status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpProblem.title(status));
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("instance", context.path());
        context.status(status).contentType(PROBLEM).result(JsonLine.bytes(json -> JsonLine.value(json, problem)));
    }
}
