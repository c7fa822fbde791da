// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.element.Row;
import io.tidemark.llm.row.Key;
import io.tidemark.llm.row.RowKey;
import io.tidemark.runtime.config.JobFile;
import io.tidemark.runtime.job.Inquiries;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.json.KeyReader;
import io.tidemark.runtime.live.LivePanes;
import io.tidemark.runtime.live.LiveSamples;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.runtime.problem.Plain;
import io.tidemark.time.ProcessingClock;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.Map;

/**
 * The job that is served.
 *
 * @param file what it is, with secrets masked
 * @param plan its views
 * @param inquiries to it while it runs
 * @param panes that it emitted last
 * @param samples of what is in no result
 * @param clock processing time
 */
public record ServedJob(
        JobFile file, JobPlan plan, Inquiries inquiries, LivePanes panes, LiveSamples samples, ProcessingClock clock) {
    /** For so long a question waits for the job. */
    private static final long TIMEOUT_MILLIS = 5_000;

    /** Asks the job. */
    <T> T ask(Inquiries.Inquiry<T> inquiry) {
        return ask(inquiry, TIMEOUT_MILLIS);
    }

    /**
     * Asks the job, and waits for so long.
     *
     * @throws HttpProblem when there is no answer
     */
    <T> T ask(Inquiries.Inquiry<T> inquiry, long timeoutMillis) {
        try {
            return inquiries.ask(inquiry, timeoutMillis);
        } catch (Inquiries.NoAnswerException e) {
            throw HttpProblem.unavailable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new HttpProblem(500, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The view called {@code name}.
     *
     * @throws HttpProblem when there is none
     */
    View<Row, Key> view(String name) {
        for (View<Row, Key> view : plan.views()) {
            if (view.name().equals(name)) {
                return view;
            }
        }
        throw HttpProblem.notFound("there is no view '" + Plain.text(name) + "'"
                + Nearest.hint(name, plan.views().stream().map(View::name).toList()));
    }

    /**
     * The key of {@code view} in {@code json}.
     *
     * @throws HttpProblem when it is none
     */
    static Key key(View<Row, Key> view, String json) {
        try {
            return KeyReader.read(json, ((RowKey) view.key()).paths());
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("parameter 'key': " + e.getMessage());
        }
    }

    /** What the job file says of a view, defaults filled in. */
    Object definition(String view) {
        Object processing = file.resolved().get("stream_processing");
        Object views = processing instanceof Map<?, ?> map ? map.get("windows") : null;
        Object definition = views instanceof Map<?, ?> map ? map.get(view) : null;
        return definition == null ? Map.of() : definition;
    }
}
