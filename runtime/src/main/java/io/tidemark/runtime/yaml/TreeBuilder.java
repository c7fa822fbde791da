// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Makes a tree of the parser's events, without recursion, and refuses what no job file needs: tags, many aliases, deep nesting, keys that are not text, keys
 * that come twice, a second document.
 *
 * <p>An alias repeats the anchored node without copying it; {@link YamlNode#weight} counts it whole, so that "a billion laughs" is refused as the size it
 * would unfold to.
 */
final class TreeBuilder {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;
    private static final long MAX_NODES = 100_000;

    private final IntFunction<Mark> marks;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, YamlNode> anchored = new HashMap<>();
    private int aliases;
    private @Nullable YamlNode root;

    TreeBuilder(IntFunction<Mark> marks) {
        this.marks = marks;
    }

    Mark mark(int line) {
        return marks.apply(line);
    }

    YamlNode root() throws ConfigurationException {
        if (root == null) {
            throw new ConfigurationException(mark(1), "", "the file is empty; it needs 'job' and 'stream_processing'");
        }
        return root;
    }

    void accept(Event event) throws ConfigurationException {
        switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            case SequenceStart, MappingStart -> start((CollectionStartEvent) event);
            case SequenceEnd, MappingEnd -> end();
            default -> {
                // The ends of streams and documents, and comments, hold nothing.
            }
        }
    }

    private void scalar(ScalarEvent event) throws ConfigurationException {
        refuseTag(event.getTag(), event);
        String text = event.getValue();
        YamlScalar scalar = YamlScalar.of(markOf(event), text, event.isPlain());
        anchor(event.getAnchor(), scalar);
        add(scalar);
    }

    private void alias(AliasEvent event) throws ConfigurationException {
        if (++aliases > MAX_ALIASES) {
            throw refused(event, "more than " + MAX_ALIASES + " aliases");
        }
        YamlNode node = anchored.get(event.getAlias());
        if (node == null) {
            throw refused(event, "the alias '*" + event.getAlias().getValue() + "' has no anchor before it");
        }
        add(node);
    }

    private void start(CollectionStartEvent event) throws ConfigurationException {
        refuseTag(event.getTag(), event);
        if (open.size() >= MAX_DEPTH) {
            throw refused(event, "nested deeper than " + MAX_DEPTH + " levels");
        }
        open.push(new Open(markOf(event), event.getEventId() == Event.ID.MappingStart, event.getAnchor()));
    }

    private void end() throws ConfigurationException {
        Open closed = open.pop();
        YamlNode node = closed.close();
        anchor(closed.anchor, node);
        add(node);
    }

    private void add(YamlNode node) throws ConfigurationException {
        if (node.weight() > MAX_NODES) {
            throw new ConfigurationException(
                    node.mark(), "", "more than " + MAX_NODES + " values, those repeated by aliases included");
        }
        Open parent = open.peek();
        if (parent != null) {
            parent.add(node, this::path);
        } else if (root == null) {
            root = node;
        } else {
            throw new ConfigurationException(node.mark(), "", "a second document; a job file has one");
        }
    }

    /** The path of {@code key} in the innermost open mapping. */
    private String path(String key) {
        StringJoiner path = new StringJoiner(".");
        open.descendingIterator().forEachRemaining(mapping -> {
            if (mapping.key != null) {
                path.add(mapping.key.value());
            }
        });
        return path.add(key).toString();
    }

    private void anchor(Optional<Anchor> anchor, YamlNode node) {
        anchor.ifPresent(name -> anchored.put(name, node));
    }

    private void refuseTag(Optional<String> tag, NodeEvent event) throws ConfigurationException {
        if (tag.isPresent()) {
            throw refused(
                    event,
                    "the tag '" + tag.get().replace("tag:yaml.org,2002:", "!!")
                            + "' is not allowed; a job file has none");
        }
    }

    private Mark markOf(Event event) {
        return mark(event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }

    private ConfigurationException refused(Event event, String message) {
        return new ConfigurationException(markOf(event), "", message);
    }

    /** A collection that has begun. */
    private static final class Open {
        private final Mark mark;
        private final boolean isMapping;
        private final Optional<Anchor> anchor;
        private final List<YamlNode> items = new ArrayList<>();
        private final Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
        private @Nullable YamlScalar key;

        Open(Mark mark, boolean isMapping, Optional<Anchor> anchor) {
            this.mark = mark;
            this.isMapping = isMapping;
            this.anchor = anchor;
        }

        void add(YamlNode node, UnaryOperator<String> paths) throws ConfigurationException {
            if (!isMapping) {
                items.add(node);
            } else if (key == null) {
                key = key(node, paths);
            } else {
                entries.put(key.value(), new YamlMapping.Entry(key.mark(), node));
                key = null;
            }
        }

        private YamlScalar key(YamlNode node, UnaryOperator<String> paths) throws ConfigurationException {
            if (!(node instanceof YamlScalar scalar)) {
                throw new ConfigurationException(node.mark(), "", "a key must be text, but this is " + node.kind());
            }
            YamlMapping.Entry before = entries.get(scalar.value());
            if (before != null) {
                throw new ConfigurationException(
                        scalar.mark(),
                        paths.apply(scalar.value()),
                        "the key is here twice; the first one is at " + before.mark());
            }
            return scalar;
        }

        YamlNode close() {
            return isMapping ? YamlMapping.of(mark, entries) : YamlSequence.of(mark, items);
        }
    }
}
