// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What of a right job file this version cannot do as a service.
 *
 * @param refusals what {@code run} cannot do
 * @param notes what is without effect
 */
public record Readiness(List<Problem> refusals, List<Problem> notes) {
    private static final Set<String> OUTPUTS = Set.of("file", SinkConfig.KAFKA, "stdout");

    /** Of {@code config}, with what the class path has. */
    public static Readiness of(JobConfig config, Vocabulary vocabulary) {
        Readiness readiness = new Readiness(new ArrayList<>(), new ArrayList<>());
        readiness.source(config.source(), vocabulary.sources());
        if (config.source().isHttp() && config.server().isEmpty()) {
            readiness.refuse(
                    config.source().place(),
                    "what is sent over HTTP needs a server: add 'server: {port: 8080}' to stream_processing");
        }
        readiness.sinks(config, vocabulary.sinks());
        readiness.state(config, vocabulary);
        if (config.source().isKafka() && !config.checkpoints().enabled()) {
            readiness.note(
                    config.source().place(),
                    "without 'checkpointing' every run begins where 'start' says, at the earliest record unless told"
                            + " otherwise, and a failure of Kafka ends it");
        }
        config.memory()
                .place()
                .ifPresent(place -> readiness.note(
                        place,
                        "its shares of hot_state and warm_cache are in effect, those of network_buffers and overhead"
                                + " are only checked in this version"));
        return readiness;
    }

    private void source(SourceConfig source, Collection<String> found) {
        if (source.type().isEmpty()) {
            refuse(source.place(), "missing; to run, one of " + String.join(", ", found));
        } else if (!found.contains(source.type())) {
            refuse(source.place(), absent("source", source.type(), found));
        }
    }

    private void sinks(JobConfig config, Collection<String> found) {
        if (config.sinks().isEmpty() && config.server().isEmpty()) {
            refuse(
                    config.place().at("stream_processing").at("sinks"),
                    "missing; for example '- {type: stdout}'. Only a job with a 'server' can do without, for its panes are read there");
        }
        for (SinkConfig sink : config.sinks()) {
            if (!found.contains(sink.type())) {
                refuse(sink.place(), absent("sink", sink.type(), found));
            }
        }
        config.late().ifPresent(this::output);
        config.deadLetter().ifPresent(this::output);
    }

    private void output(SinkConfig output) {
        if (!OUTPUTS.contains(output.type())) {
            refuse(output.place(), absent("output", output.type(), List.of("file", SinkConfig.KAFKA, "stdout")));
        }
    }

    private void state(JobConfig config, Vocabulary vocabulary) {
        StateConfig state = config.state();
        Collection<String> found = vocabulary.backends();
        String warm = state.warm().backend();
        if (state.warm().isUsed() && !found.contains(warm)) {
            refuse(state.warm().place(), absent("backend", warm, found));
        } else if (state.warm().isUsed() && !config.checkpoints().enabled()) {
            refuse(state.warm().place(), "a warm tier takes over what checkpoints hold: enable 'checkpointing'");
        }
        if (state.cold().isUsed()
                && !vocabulary.archives().contains(state.cold().backend())) {
            refuse(state.cold().place(), absent("archive", state.cold().backend(), vocabulary.archives()));
        }
    }

    private static String absent(String kind, String name, Collection<String> found) {
        return "the " + kind + " '" + name + "' is not on the class path; found: " + String.join(", ", found);
    }

    private void refuse(Place place, String message) {
        refusals.add(new Problem(place.mark(), place.path(), message));
    }

    private void note(Place place, String message) {
        notes.add(new Problem(place.mark(), place.path(), message));
    }
}
