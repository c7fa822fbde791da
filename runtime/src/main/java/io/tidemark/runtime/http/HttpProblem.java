// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import java.util.Map;

/** Why a request is not answered as it was meant, for RFC 9457: a status, and what to do about it. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad request",
            401, "Not authorized",
            403, "Forbidden",
            404, "Not found",
            405, "Method not allowed",
            413, "Too large",
            415, "Unsupported media type",
            429, "Too many requests",
            500, "Failed",
            503, "Not available");

    private final int status;

    HttpProblem(int status, String detail) {
        // Where it was made is of no interest, and costs more than the rest of the answer.
        super(detail, null, false, false);
        this.status = status;
    }

    /** What was asked for cannot be meant. */
    static HttpProblem badRequest(String detail) {
        return new HttpProblem(400, detail);
    }

    static HttpProblem notFound(String detail) {
        return new HttpProblem(404, detail);
    }

    /** It may work a little later. */
    static HttpProblem unavailable(String detail) {
        return new HttpProblem(503, detail);
    }

    int status() {
        return status;
    }

    /** What is the same for all problems of a status. */
    static String title(int status) {
        return TITLES.getOrDefault(status, "Status " + status);
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
