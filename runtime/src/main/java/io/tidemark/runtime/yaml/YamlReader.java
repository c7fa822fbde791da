// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into a tree.
 *
 * <p>Only the parser's events are used: nothing is ever constructed from a tag, and {@link TreeBuilder} sets the limits while it reads, so a hostile file costs
 * no more than its size.
 */
public final class YamlReader {
    /** The most bytes of a file. */
    public static final int MAX_BYTES = 1 << 20;

    private YamlReader() {}

    /** Reads {@code file}, whose name in messages is {@code name}. */
    public static YamlMapping read(Path file, String name) throws ConfigurationException {
        return read(bytes(file, name), name);
    }

    /** What {@code file} says, of which not more is read than a document may have. */
    public static byte[] bytes(Path file, String name) throws ConfigurationException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw tooLarge(name);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(Mark.option(name), "", "there is no such file");
        } catch (IOException e) {
            throw new ConfigurationException(Mark.option(name), "", "cannot be read: " + reason(file, e));
        }
    }

    /** Reads {@code bytes}, UTF-8. */
    public static YamlMapping read(byte[] bytes, String name) throws ConfigurationException {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge(name);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(text, name);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(Mark.option(name), "", "is not UTF-8 text");
        }
    }

    private static YamlMapping read(String text, String name) throws ConfigurationException {
        YamlNode root = document(text, name);
        if (root instanceof YamlMapping mapping) {
            return mapping;
        }
        throw new ConfigurationException(
                root.mark(), "", "expected keys and values, beginning with 'job:', but this is " + root.kind());
    }

    /** Reads the value of an option: a text as it is, or YAML where it begins with a bracket, a brace or a quote. Errors do not repeat it. */
    static YamlNode value(String text, Mark mark) throws ConfigurationException {
        if (text.isEmpty() || "[{\"'".indexOf(text.charAt(0)) < 0) {
            return YamlScalar.of(mark, text, true);
        }
        try {
            return build(text, new TreeBuilder(line -> mark));
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    mark, "", "the value begins like YAML but is none; put it in single quotes to take it as text");
        }
    }

    private static YamlNode document(String text, String name) throws ConfigurationException {
        return build(text, new TreeBuilder(line -> Mark.line(name, line)));
    }

    private static YamlNode build(String text, TreeBuilder tree) throws ConfigurationException {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
            for (Event event : new Parse(settings).parseString(text)) {
                tree.accept(event);
            }
            return tree.root();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ConfigurationException(
                    tree.mark(line),
                    "",
                    "not valid YAML: " + e.getProblem()
                            + "; look at the indentation, brackets and quotes here and just before");
        } catch (YamlEngineException e) {
            throw new ConfigurationException(tree.mark(1), "", "not valid YAML: " + e.getMessage());
        }
    }

    private static ConfigurationException tooLarge(String name) {
        return new ConfigurationException(
                Mark.option(name), "", "is larger than " + MAX_BYTES + " bytes, the limit of a job file");
    }

    private static String reason(Path file, IOException e) {
        return Files.isDirectory(file) ? "it is a directory" : e.getClass().getSimpleName();
    }
}
