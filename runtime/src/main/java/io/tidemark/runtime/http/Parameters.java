// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.runtime.problem.Plain;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of a request, and refuses what it does not know. */
public final class Parameters {
    private final Context context;

    private Parameters(Context context) {
        this.context = context;
    }

    /**
     * Those of a request that may have {@code known} ones.
     *
     * @throws HttpProblem when it has others, or one twice
     */
    static Parameters of(Context context, Set<String> known) {
        context.queryParamMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw HttpProblem.badRequest("there is no parameter '" + Plain.text(name) + "'"
                        + Nearest.hint(name, known.stream().sorted().toList()));
            }
            if (values.size() > 1) {
                throw HttpProblem.badRequest("the parameter '" + name + "' is given " + values.size() + " times");
            }
        });
        return new Parameters(context);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(context.queryParam(name));
    }

    /** One of {@code choices}. */
    Optional<String> choice(String name, List<String> choices) {
        Optional<String> text = text(name);
        if (text.isPresent() && !choices.contains(text.get())) {
            throw expected(name, "one of " + String.join(", ", choices), text.get());
        }
        return text;
    }

    /** A whole number from 1 to {@code most}. */
    int limit(String name, int otherwise, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw expected(name, "a whole number from 1 to " + most, text.get());
    }

    /** A whole number, which is epoch milliseconds, an ordinal where windows count, or a time of RFC 3339. */
    Optional<Long> time(String name) {
        return text(name).map(text -> {
            try {
                return text.matches("-?[0-9]{1,19}")
                        ? Long.parseLong(text)
                        : Instant.parse(text).toEpochMilli();
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw expected(name, "epoch milliseconds, or a time like 2026-01-31T00:00:00Z", text);
            }
        });
    }

    static HttpProblem expected(String name, String expected, String given) {
        return HttpProblem.badRequest(
                "parameter '" + name + "': expected " + expected + ", but got '" + Plain.text(given) + "'");
    }
}
