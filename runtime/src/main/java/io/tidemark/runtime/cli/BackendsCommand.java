// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.runtime.plugin.Found;
import io.tidemark.runtime.plugin.Plugins;
import io.tidemark.runtime.plugin.Registry;
import io.tidemark.runtime.render.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** {@code backends}. */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        description =
                "List every state backend, checkpoint storage, archive, source, sink, format and aggregate found, with the jar that brought it.")
final class BackendsCommand implements Callable<Integer> {
    private final JobLoader loader;

    BackendsCommand(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() {
        Plugins plugins = loader.plugins();
        Table table = Table.uncut(List.of(
                new Table.Column("kind", false),
                new Table.Column("name", false),
                new Table.Column("from", false),
                new Table.Column("what it does", false)));
        add(table, "state backend", plugins.backends(), backend -> "");
        add(table, "checkpoint storage", plugins.checkpointStorages(), storage -> "");
        add(table, "archive", plugins.archives(), archive -> "");
        add(table, "source", plugins.sources(), SourceProvider::description);
        add(table, "sink", plugins.sinks(), SinkProvider::description);
        add(table, "format", plugins.formats(), RowFormat::description);
        add(table, "aggregate", plugins.aggregates(), RowAggregateFactory::description);
        table.lines(Integer.MAX_VALUE).forEach(loader.host().out()::println);
        return ExitCodes.DONE;
    }

    private static <T> void add(Table table, String kind, Registry<T> registry, Function<T, String> description) {
        for (Found<T> found : registry.all()) {
            table.add(List.of(kind, found.name(), found.origin(), description.apply(found.plugin())));
        }
    }
}
