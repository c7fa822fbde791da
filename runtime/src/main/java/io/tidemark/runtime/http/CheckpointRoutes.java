// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.checkpoint.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The checkpoints that are kept, and one more when it is wanted. */
public final class CheckpointRoutes implements Routes {
    /** One may have to wait for another one to be written. */
    private static final long TIMEOUT_MILLIS = 120_000;

    private static final Set<String> PARAMETERS = Set.of("time");

    private final ServedJob job;
    private final Reader reader;

    /** What is kept. */
    @FunctionalInterface
    public interface Reader {
        /** Reads it. */
        Kept read() throws IOException;
    }

    /**
     * Checkpoints.
     *
     * @param readable oldest first
     * @param unreadable what is wrong with the others, by id
     */
    public record Kept(List<Checkpoint> readable, SortedMap<Long, String> unreadable) {}

    /** Of {@code job}; {@code reader} reads what its storage has. */
    public CheckpointRoutes(ServedJob job, Reader reader) {
        this.job = job;
        this.reader = reader;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get("/api/v1/checkpoints", "The checkpoints that are kept", PARAMETERS, this::list);
        paths.post(
                "/api/v1/checkpoints", "Takes a checkpoint, and answers when it is committed", PARAMETERS, this::take);
    }

    private void list(Context context, Parameters parameters) throws IOException {
        Times times = Times.of(parameters);
        requireEnabled();
        Kept kept = reader.read();
        List<Object> list = new ArrayList<>();
        kept.readable().forEach(checkpoint -> list.add(described(checkpoint, times)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("checkpoints", list);
        answer.put("unreadable", kept.unreadable());
        Answers.json(context, answer);
    }

    private void take(Context context, Parameters parameters) throws IOException {
        Times times = Times.of(parameters);
        requireEnabled();
        job.ask(
                running -> {
                    running.job().checkpoint();
                    return true;
                },
                TIMEOUT_MILLIS);
        List<Checkpoint> kept = reader.read().readable();
        context.status(201);
        Answers.json(context, described(kept.get(kept.size() - 1), times));
    }

    private void requireEnabled() {
        if (!job.plan().config().checkpoints().enabled()) {
            throw HttpProblem.notFound(
                    "the job takes no checkpoints; add 'checkpointing: {storage: {type: local, path: ./data/checkpoints}}'");
        }
    }

    private static Map<String, Object> described(Checkpoint checkpoint, Times times) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", checkpoint.id());
        map.put("created_at", times.value(checkpoint.header().createdAt()));
        map.put("bytes", checkpoint.bytes());
        map.put("watermarks", checkpoint.header().watermarks());
        return map;
    }
}
