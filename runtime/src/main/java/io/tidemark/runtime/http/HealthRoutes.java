// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.runtime.job.Inquiries;
import io.tidemark.runtime.job.JobPhase;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the process is well, and whether it does its work. What they say is no secret: no token is asked for. */
public final class HealthRoutes implements Routes {
    /** A checkpoint may keep the job for some seconds; one that is longer away is stuck. */
    private static final long TIMEOUT_MILLIS = 10_000;

    private final ServedJob job;
    private final String version;
    private final long begun = System.nanoTime();

    /** Of {@code job}, in this version of the program. */
    public HealthRoutes(ServedJob job, String version) {
        this.job = job;
        this.version = version;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get("/health", "Status, version and uptime", Set.of(), (context, none) -> health(context));
        paths.get("/health/live", "Whether the process answers", Set.of(), (context, none) -> live(context));
        paths.get(
                "/health/ready",
                "Whether the job runs and answers, with each check; 503 if not",
                Set.of(),
                (context, none) -> ready(context));
    }

    /** A check: whether it is passed, and what it found. */
    private record Check(String name, boolean ready, String message) {
        Map<String, Object> map() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", name);
            map.put("ready", ready);
            map.put("message", message);
            return map;
        }
    }

    private void health(Context context) {
        List<Check> checks = checks();
        boolean isReady = checks.stream().allMatch(Check::ready);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", isReady ? "up" : job.inquiries().phase() == JobPhase.STANDING_BY ? "standing_by" : "down");
        answer.put("job", job.plan().config().job());
        answer.put("phase", job.inquiries().phase().wireName());
        answer.put("version", version);
        answer.put("uptime_seconds", (System.nanoTime() - begun) / 1_000_000_000L);
        Answers.json(context, answer);
    }

    private void live(Context context) {
        Answers.json(context, Map.of("status", "up"));
    }

    private void ready(Context context) {
        List<Check> checks = checks();
        boolean isReady = checks.stream().allMatch(Check::ready);
        context.status(isReady ? 200 : 503);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ready", isReady);
        answer.put("checks", checks.stream().map(Check::map).toList());
        Answers.json(context, answer);
    }

    private List<Check> checks() {
        JobPhase phase = job.inquiries().phase();
        Check runs = new Check("job", phase == JobPhase.RUNNING || phase == JobPhase.FINISHED, phase.told());
        return phase == JobPhase.RUNNING ? List.of(runs, answers()) : List.of(runs);
    }

    /** Whether the job gets round to answering, which it does after each poll. */
    private Check answers() {
        long begin = System.nanoTime();
        try {
            job.inquiries().ask(running -> running.job().records(), TIMEOUT_MILLIS);
            return new Check("loop", true, "answered after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        } catch (Inquiries.NoAnswerException | IOException e) {
            return new Check("loop", false, String.valueOf(e.getMessage()));
        }
    }
}
