// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.runtime.live.LiveSamples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Samples of what is in no result: elements that were late, and dead letters. */
public final class SampleRoutes implements Routes {
    private static final Set<String> PARAMETERS = Set.of("limit");
    private static final int USUAL = 20;

    private final LiveSamples samples;

    /** Of {@code job}. */
    public SampleRoutes(ServedJob job) {
        samples = job.samples();
    }

    @Override
    public void addTo(Paths paths) {
        paths.get(
                "/api/v1/late/recent",
                "Some of the last elements that were late, oldest first",
                PARAMETERS,
                this::late);
        paths.get(
                "/api/v1/dead-letters/recent",
                "Some of the last records that could not be used, oldest first",
                PARAMETERS,
                this::letters);
    }

    private void late(Context context, Parameters parameters) {
        int limit = parameters.limit("limit", USUAL, LiveSamples.KEPT);
        Answers.json(
                context,
                Map.of(
                        "elements",
                        samples.late(limit).stream()
                                .map(SampleRoutes::described)
                                .toList()));
    }

    private void letters(Context context, Parameters parameters) {
        int limit = parameters.limit("limit", USUAL, LiveSamples.KEPT);
        Answers.json(
                context,
                Map.of(
                        "letters",
                        samples.letters(limit).stream()
                                .map(SampleRoutes::described)
                                .toList()));
    }

    private static Map<String, Object> described(LiveSamples.Late late) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", late.at());
        map.put("view", late.element().view());
        map.put("key", WindowRoutes.fields(late.element().key()));
        map.put("timestamp", late.element().timestamp());
        map.put("lateness_ms", late.element().lateness());
        map.put("partition", late.element().partition());
        map.put("offset", late.element().offset());
        map.put("element", late.excerpt());
        return map;
    }

    private static Map<String, Object> described(LiveSamples.Letter letter) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", letter.at());
        map.put("reason", letter.letter().reason().wireName());
        map.put("error", letter.letter().error());
        map.put("view", letter.letter().view());
        map.put("partition", letter.letter().partition());
        map.put("offset", letter.letter().offset());
        map.put("value", letter.excerpt());
        return map;
    }
}
