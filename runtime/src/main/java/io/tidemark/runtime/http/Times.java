// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.runtime.render.Figures;
import io.tidemark.window.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an answer writes times: epoch milliseconds for programs, RFC 3339 for people ({@code ?time=rfc3339}). */
enum Times {
    EPOCH {
        @Override
        Object value(long millis) {
            return millis;
        }
    },
    RFC3339 {
        @Override
        Object value(long millis) {
            return Figures.time(millis);
        }
    };

    private static final List<String> NAMES = List.of("epoch", "rfc3339");

    /** As a request asks for. */
    static Times of(Parameters parameters) {
        return parameters.choice("time", NAMES).filter("rfc3339"::equals).isPresent() ? RFC3339 : EPOCH;
    }

    abstract Object value(long millis);

    /** A time that may not come. */
    @Nullable
    Object timer(long millis) {
        return millis == Long.MAX_VALUE ? null : value(millis);
    }

    /** The bounds of a window, by the names that its domain has for them. */
    Map<String, Object> bounds(Window window) {
        return switch (window.domain()) {
            case TIME -> pair("start", value(window.start()), "end", value(window.end()));
            case COUNT -> pair("from", window.start(), "to", window.end());
            case GLOBAL -> Map.of();
        };
    }

    private static Map<String, Object> pair(String first, Object start, String second, Object end) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put(first, start);
        bounds.put(second, end);
        return bounds;
    }
}
