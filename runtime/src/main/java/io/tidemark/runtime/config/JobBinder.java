// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.key.KeyGroups;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.problem.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a whole job. */
final class JobBinder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Vocabulary vocabulary;
    private final ArgumentBinder arguments;

    /** Other files that the job names are looked for in {@code directory}. */
    JobBinder(Vocabulary vocabulary, Path directory) {
        this.vocabulary = vocabulary;
        arguments = new ArgumentBinder(directory);
    }

    JobConfig bind(Section root) {
        String job = root.required("job", Values.name(), "job", "llm-metrics");
        Section body = root.section("stream_processing");
        if (!body.isPresent()) {
            root.missing("stream_processing", "it holds the source, the windows and the sinks");
        }
        JobConfig config = body(root, job, body);
        refuseUnknown(root, body);
        return config;
    }

    private JobConfig body(Section root, String job, Section body) {
        SourceConfig source = new SourceBinder(vocabulary, job).bind(body.section("source"));
        WatermarkConfig watermarks = WatermarkBinder.bind(body.section("watermarks"), WatermarkConfig.DEFAULT);
        List<ViewConfig> views =
                new DetectorBinder(vocabulary, views(body, watermarks)).bind(body.section("detectors"));
        CheckpointConfig checkpoints = new CheckpointBinder(vocabulary).bind(body.section("checkpointing"));
        boolean hasDeadLetters = body.has("dead_letter");
        SinkBinder sinks = new SinkBinder(job, vocabulary, new KafkaBinder(job, source, checkpoints, hasDeadLetters));
        return new JobConfig(
                root.place(),
                job,
                source,
                views,
                new StateBinder(vocabulary).bind(body.section("state")),
                checkpoints,
                MemoryBinder.bind(body.section("memory")),
                body.get("drain", Values.flag(), true),
                body.get("parallelism", Values.integer(1, KeyGroups.COUNT), 1L).intValue(),
                sinks.bindAll(body.sections("sinks")),
                sinks.bindOutput(body.section("dead_letter")),
                sinks.bindOutput(body.section("late")),
                ServerBinder.bind(body.section("server")),
                arguments.tables());
    }

    private List<ViewConfig> views(Section body, WatermarkConfig watermarks) {
        Section windows = body.section("windows");
        Section triggers = body.section("triggers");
        if (windows.keys().isEmpty() && body.isPresent()) {
            body.missing("windows", "a job needs at least one view under it");
        }
        ViewBinder binder = new ViewBinder(vocabulary, arguments);
        List<ViewConfig> views = new ArrayList<>();
        for (String name : windows.keys()) {
            if (!NAME.matcher(name).matches()) {
                windows.problem(name, "a view's name has 1 to 64 letters, digits, '_' and '-'");
            }
            views.add(binder.bind(name, windows.section(name), triggers.section(name), watermarks));
        }
        if (windows.isPresent()) {
            refuseTriggersOfNoView(triggers, windows.keys());
        }
        return views;
    }

    private static void refuseTriggersOfNoView(Section triggers, Set<String> views) {
        for (String name : triggers.keys()) {
            if (!views.contains(name)) {
                triggers.problem(name, "there is no view of this name under windows" + Nearest.hint(name, views));
            }
        }
    }

    /** A key that is one level too high is told where it belongs. */
    private static void refuseUnknown(Section root, Section body) {
        for (String key : root.keys()) {
            if (!key.equals("job") && body.asked().contains(key)) {
                root.refuse(key, "unknown key; did you mean 'stream_processing." + key + "'? Indent it below");
            }
        }
        root.close();
        body.close();
    }
}
