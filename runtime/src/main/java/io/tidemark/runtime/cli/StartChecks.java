// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.config.SourceConfig;
import io.tidemark.runtime.config.StateConfig.Tier;
import io.tidemark.runtime.http.HttpServer;
import io.tidemark.runtime.io.FilePatterns;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Problem;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for what a job needs of its machine before anything of it is opened, so that all that is missing is told at once: inputs, places to write to, and with those the server's port and
 * certificate. Nothing is made or left behind. Brokers and databases are not asked: those that do not answer yet are waited for.
 */
final class StartChecks {
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    private StartChecks(Path directory) {
        this.directory = directory;
    }

    /**
     * Checks what {@code config} names.
     *
     * @param directory against which relative paths are resolved
     * @throws ConfigurationException with everything that is missing; not if that is the port only, which may be free a moment later
     */
    static void check(JobConfig config, Path directory) throws ConfigurationException {
        StartChecks checks = new StartChecks(directory);
        checks.inputs(config.source());
        config.source()
                .ingest()
                .ifPresent(ingest -> checks.directory(config.source().place(), ingest.path()));
        config.sinks().forEach(checks::output);
        config.deadLetter().ifPresent(checks::output);
        config.late().ifPresent(checks::output);
        if (config.checkpoints().enabled()) {
            checks.directory(
                    config.checkpoints().storagePlace(), config.checkpoints().properties());
        }
        checks.tier(config.state().warm());
        checks.tier(config.state().cold());
        if (!checks.problems.isEmpty()) {
            config.server()
                    .ifPresent(server ->
                            HttpServer.refusal(server).ifPresent(refusal -> checks.add(server.place(), refusal)));
            throw new ConfigurationException(checks.problems);
        }
    }

    private void add(Place place, String message) {
        problems.add(new Problem(place.mark(), place.path(), message));
    }

    private void inputs(SourceConfig source) {
        for (String path : source.paths()) {
            try {
                Refusals.of(source.place(), () -> FilePatterns.find(directory, List.of(path)));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            } catch (IOException | InvalidPathException e) {
                add(source.place(), "cannot be looked for: " + e.getMessage());
            }
        }
    }

    private void output(SinkConfig sink) {
        String path = sink.properties().get("path");
        if (!sink.type().equals("file") || path == null) {
            return;
        }
        Path file = resolved(sink.place(), path);
        if (Files.isDirectory(file)) {
            add(sink.place(), file + ": it is a directory, and a file is to be written");
        } else if (Files.exists(file)) {
            requireWritable(sink.place(), file);
        } else {
            requireDirectory(sink.place(), file);
        }
    }

    private void tier(Tier tier) {
        if (tier.isUsed()) {
            directory(tier.place(), tier.properties());
        }
    }

    private void directory(Place place, Map<String, String> properties) {
        String path = properties.get(StateBackendConfig.PATH);
        if (path != null) {
            directory(place, path);
        }
    }

    private void directory(Place place, String path) {
        requireDirectory(place, resolved(place, path));
    }

    private Path resolved(Place place, String path) {
        try {
            return directory.resolve(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            add(place, "'" + path + "' is not a path: " + e.getReason());
            return directory;
        }
    }

    /** Directories that are not there yet are made, in the nearest one that is. */
    private void requireDirectory(Place place, Path wanted) {
        Path nearest = wanted;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest == null) {
            add(place, wanted + ": no directory above it exists");
        } else if (!Files.isDirectory(nearest)) {
            add(place, wanted + ": " + nearest + " is not a directory");
        } else {
            requireWritable(place, nearest);
        }
    }

    private void requireWritable(Place place, Path file) {
        if (!Files.isWritable(file)) {
            add(place, file + " cannot be written by this user");
        }
    }
}
