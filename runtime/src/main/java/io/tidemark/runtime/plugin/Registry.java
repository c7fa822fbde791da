// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All plugins of one kind by name: the bundled ones, and those that {@link ServiceLoader} finds. A class that comes both ways counts once.
 *
 * @param <T> the kind
 */
public final class Registry<T> {
    private final String kind;
    private final Map<String, Found<T>> found = new TreeMap<>();

    private Registry(String kind) {
        this.kind = kind;
    }

    /**
     * The plugins of {@code type}.
     *
     * @param kind what they are called in messages
     * @param nameOf tells their names
     * @throws PluginException when two have one name, or one cannot be made
     */
    static <T> Registry<T> of(
            String kind, Class<T> type, Function<T, String> nameOf, Collection<T> bundled, ClassLoader loader) {
        ServiceFiles files = ServiceFiles.of(type, loader);
        files.refuseTwice(kind);
        Registry<T> registry = new Registry<>(kind);
        try {
            for (T plugin : withLoaded(type, bundled, loader)) {
                registry.add(Found.of(nameOf.apply(plugin), plugin));
            }
            return registry;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(files.complaint(e, loader), e);
        }
    }

    /** The same plugins in another form, of the same origin. */
    <R> Registry<R> as(Function<T, R> form) {
        Registry<R> registry = new Registry<>(kind);
        found.values()
                .forEach(plugin ->
                        registry.add(new Found<>(plugin.name(), form.apply(plugin.plugin()), plugin.origin())));
        return registry;
    }

    /** These and those of {@code other}. */
    Registry<T> and(Registry<T> other) {
        Registry<T> registry = new Registry<>(kind);
        found.values().forEach(registry::add);
        other.found.values().forEach(registry::add);
        return registry;
    }

    private static <T> List<T> withLoaded(Class<T> type, Collection<T> bundled, ClassLoader loader) {
        List<T> all = new ArrayList<>(bundled);
        for (T plugin : ServiceLoader.load(type, loader)) {
            if (all.stream().noneMatch(other -> other.getClass().equals(plugin.getClass()))) {
                all.add(plugin);
            }
        }
        return all;
    }

    private void add(Found<T> plugin) {
        @Nullable Found<T> other = found.put(plugin.name(), plugin);
        if (other != null) {
            throw new PluginException("two plugins are the " + kind + " '" + plugin.name() + "': one in "
                    + other.origin() + ", one in " + plugin.origin() + "; remove one");
        }
    }

    /** All, by name. */
    public Collection<Found<T>> all() {
        return found.values();
    }

    /** The plugins by name. */
    public Map<String, T> byName() {
        Map<String, T> plugins = new LinkedHashMap<>();
        found.forEach((name, plugin) -> plugins.put(name, plugin.plugin()));
        return plugins;
    }
}
