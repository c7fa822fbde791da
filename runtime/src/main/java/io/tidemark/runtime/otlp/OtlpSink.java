// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tidemark.pane.Pane;
import io.tidemark.runtime.config.OtlpSettings;
import io.tidemark.runtime.problem.Plain;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on-time panes to an OTLP/HTTP endpoint as metrics, at least once: a flush returns when the endpoint has taken everything. What may go better a little later (no connection, 429, 502, 503, 504, as the specification says) is tried
 * again for about a minute, meanwhile the job waits; anything else, and what lasts, is the job's failure, for results would be lost.
 *
 * <p>What the endpoint takes and then says that it rejected ({@code partialSuccess}) must not be sent again; it is a warning in the log.
 */
final class OtlpSink implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpSink.class);
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final int BATCH = 500;
    private static final int ATTEMPTS = 9;
    private static final double GROWTH = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonFactory JSON = new JsonFactory();

    private final OtlpSettings settings;
    private final OtlpMetrics metrics;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Retry retry;
    private final List<Pane<?>> panes = new ArrayList<>();

    /** To the endpoint of {@code settings}; after a failure it waits {@code firstWait}, then twice as long, and so on. */
    OtlpSink(OtlpSettings settings, Duration firstWait) {
        this.settings = settings;
        metrics = new OtlpMetrics(settings);
        retry = Retry.of(
                "otlp",
                RetryConfig.custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(firstWait, GROWTH))
                        .retryOnException(e -> e instanceof IOException && !(e instanceof RefusedException))
                        .build());
    }

    /** The endpoint will not take it, however often it is sent. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    @Override
    public void open() {
        // Each request opens what it needs.
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        if (OtlpMetrics.takes(pane)) {
            panes.add(pane);
            if (panes.size() == BATCH) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (panes.isEmpty()) {
            return;
        }
        byte[] body = metrics.request(panes);
        try {
            retry.executeCallable(() -> {
                post(body);
                return true;
            });
        } catch (IOException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while metrics were sent to " + settings.endpoint(), e);
        } catch (Exception e) {
            throw new IOException("metrics cannot be sent to " + settings.endpoint() + ": " + e.getMessage(), e);
        }
        panes.clear();
    }

    private void post(byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        settings.headers().forEach(request::header);
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException("metrics cannot be sent to " + settings.endpoint() + ": " + e, e);
        }
        int status = response.statusCode();
        if (PASSING.contains(status)) {
            throw new IOException(settings.endpoint() + " does not take metrics now: HTTP status " + status);
        }
        if (status / 100 != 2) {
            throw new RefusedException(settings.endpoint() + " refuses metrics: HTTP status " + status + ", "
                    + Plain.text(new String(response.body(), StandardCharsets.UTF_8)));
        }
        warnOfRejected(response.body());
    }

    /** Looks for {@code {"partialSuccess": {"rejectedDataPoints": "3", "errorMessage": "..."}}}. */
    private void warnOfRejected(byte[] answer) {
        String rejected = "0";
        String message = "";
        try (JsonParser json = JSON.createParser(answer)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && "rejectedDataPoints".equals(json.currentName())) {
                    rejected = json.getText();
                } else if (token.isScalarValue() && "errorMessage".equals(json.currentName())) {
                    message = json.getText();
                }
            }
        } catch (IOException e) {
            // It took them, and what it says beside that is not for us.
            return;
        }
        if (!rejected.equals("0")) {
            LOG.warn(
                    "{} took metrics but rejected {} of their points: {}",
                    settings.endpoint(),
                    Plain.text(rejected),
                    Plain.text(message));
        }
    }

    @Override
    public void close() {
        // The client's connections go with it.
    }
}
