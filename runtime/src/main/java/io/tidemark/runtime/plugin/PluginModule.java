// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.ElementsIntoSet;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.archive.WindowArchiveFactory;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.ingest.HttpSources;
import io.tidemark.runtime.io.FileSinks;
import io.tidemark.runtime.io.FileSources;
import io.tidemark.runtime.io.GeneratorSources;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.runtime.io.StdoutSinks;
import io.tidemark.runtime.kafka.KafkaPaneSinks;
import io.tidemark.runtime.kafka.KafkaSources;
import io.tidemark.runtime.otlp.OtlpSinks;
import io.tidemark.sink.SinkFactory;
import io.tidemark.source.SourceFactory;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.memory.MemoryStateBackendFactory;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Merges what is bundled with what {@link ServiceLoader} finds on the class path and in the jars of the plugin directory, kind by kind. Backends, connectors, formats
 * and aggregates themselves know nothing of this: they have plain constructors.
 */
@Module
public final class PluginModule {
    private PluginModule() {}

    @Provides
    @ElementsIntoSet
    static Set<StateBackendFactory> bundledBackends() {
        return Set.of(new MemoryStateBackendFactory());
    }

    @Provides
    @ElementsIntoSet
    static Set<SourceProvider> bundledSources() {
        return Set.of(new FileSources(), new GeneratorSources(), new HttpSources(), new KafkaSources());
    }

    @Provides
    @ElementsIntoSet
    static Set<SinkProvider> bundledSinks() {
        return Set.of(new FileSinks(), new KafkaPaneSinks(), new OtlpSinks(), new StdoutSinks());
    }

    @Provides
    static Plugins plugins(
            Set<StateBackendFactory> backends,
            Set<SourceProvider> sources,
            Set<SinkProvider> sinks,
            Host host,
            ClassLoader classPath) {
        ClassLoader loader = PluginJars.loader(host.plugins(), classPath);
        Registry<SourceFactory> sourceFactories =
                Registry.of("source", SourceFactory.class, SourceFactory::name, Set.of(), loader);
        Registry<SinkFactory> sinkFactories =
                Registry.of("sink", SinkFactory.class, SinkFactory::name, Set.of(), loader);
        return new Plugins(
                Registry.of("state backend", StateBackendFactory.class, StateBackendFactory::name, backends, loader),
                Registry.of(
                        "checkpoint storage",
                        CheckpointStorageFactory.class,
                        CheckpointStorageFactory::name,
                        Set.of(),
                        loader),
                Registry.of("archive", WindowArchiveFactory.class, WindowArchiveFactory::name, Set.of(), loader),
                Registry.of("source", SourceProvider.class, SourceProvider::name, sources, loader)
                        .and(sourceFactories.as(SourceProvider::of)),
                Registry.of("sink", SinkProvider.class, SinkProvider::name, sinks, loader)
                        .and(sinkFactories.as(SinkProvider::of)),
                Registry.of("format", RowFormat.class, RowFormat::name, Set.of(), loader),
                Registry.of("aggregate", RowAggregateFactory.class, RowAggregateFactory::name, Set.of(), loader));
    }
}
