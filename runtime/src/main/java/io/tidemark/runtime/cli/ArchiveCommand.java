// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.archive.WindowArchive;
import io.tidemark.element.Row;
import io.tidemark.engine.ArchiveReader;
import io.tidemark.engine.ArchivedResult;
import io.tidemark.llm.row.Key;
import io.tidemark.llm.row.RowKey;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.StateConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.json.ArchiveJson;
import io.tidemark.runtime.json.KeyReader;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code archive}. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Merge the archived windows of a view in a range, and print one line of JSON for each key.",
        footer =
                "%nTimes are epoch milliseconds, or like 2026-01-31T00:00:00Z. Windows count that lie in the range as a whole.")
final class ArchiveCommand implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(names = "--view", paramLabel = "NAME", description = "The view; not needed when the job has only one.")
    private @Nullable String view;

    @Option(
            names = "--key",
            paramLabel = "JSON",
            description = "Only this key, as panes show it: --key '{\"model\": \"gpt-4o\"}'. Default: every key.")
    private @Nullable String key;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Where the range begins; by default it has no beginning.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where the range ends; by default it has no end.")
    private @Nullable String to;

    private long printed;

    ArchiveCommand(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = loader.load(job).config();
        StateConfig.Tier cold = config.state().cold();
        if (!cold.isUsed()) {
            throw new ConfigurationException(
                    cold.place().mark(),
                    cold.place().path(),
                    "the job has no archive; for example 'cold: {backend: h2, path: ./data/archive}'");
        }
        View<Row, Key> chosen = chosen(loader.plan(config, () -> 0).views());
        long begin = time("--from", from, Long.MIN_VALUE);
        long end = time("--to", to, Long.MAX_VALUE);
        try (WindowArchive archive = loader.archives().open(config)) {
            print(new ArchiveReader<>(chosen, archive), chosen, begin, end);
        } catch (IllegalArgumentException e) {
            throw refused("archive", String.valueOf(e.getMessage()));
        }
        return ExitCodes.DONE;
    }

    private void print(ArchiveReader<Row, Key> reader, View<Row, Key> chosen, long begin, long end)
            throws IOException, ConfigurationException {
        Host host = loader.host();
        Optional<Window> filled = reader.filled(begin, end);
        if (key != null) {
            List<String> names = ((RowKey) chosen.key()).paths();
            reader.read(keyOption(key, names), begin, end).ifPresent(this::print);
        } else {
            reader.readAll(begin, end, this::print);
        }
        for (String shape : reader.otherShapes()) {
            note("windows that were archived when the view was another one are left out: it was " + shape + ", and is "
                    + reader.shape());
        }
        if (filled.isEmpty()) {
            note("no whole window lies in the range");
        } else if (printed == 0) {
            note("nothing is archived in the range");
        } else if (filled.get().start() != begin || filled.get().end() != end) {
            note("whole windows fill the range from " + filled.get().start() + " to "
                    + filled.get().end());
        }
        host.out().flush();
    }

    private static Key keyOption(String json, List<String> names) throws ConfigurationException {
        try {
            return KeyReader.read(json, names);
        } catch (IllegalArgumentException e) {
            throw refused("--key", String.valueOf(e.getMessage()));
        }
    }

    private void print(ArchivedResult<Key> result) {
        printed++;
        try {
            loader.host().out().write(ArchiveJson.bytes(result));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String text) {
        loader.host().err().println(Failures.line("note: " + text));
    }

    private View<Row, Key> chosen(List<View<Row, Key>> views) throws ConfigurationException {
        for (View<Row, Key> one : views) {
            if (one.name().equals(view) || (view == null && views.size() == 1)) {
                return one;
            }
        }
        throw refused(
                "--view",
                "expected one of "
                        + String.join(", ", views.stream().map(View::name).toList())
                        + (view == null ? "" : ", but got '" + view + "'"));
    }

    private static long time(String option, @Nullable String text, long otherwise) throws ConfigurationException {
        if (text == null) {
            return otherwise;
        }
        try {
            return text.matches("-?[0-9]+")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            throw refused(
                    option, "expected epoch milliseconds, or a time like 2026-01-31T00:00:00Z, but got '" + text + "'");
        }
    }

    private static ConfigurationException refused(String option, String message) {
        return new ConfigurationException(Mark.option(option), "", message);
    }
}
