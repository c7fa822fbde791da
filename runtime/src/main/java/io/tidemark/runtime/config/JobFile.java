// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Problems;
import io.tidemark.runtime.yaml.Assignment;
import io.tidemark.runtime.yaml.Assignments;
import io.tidemark.runtime.yaml.Variables;
import io.tidemark.runtime.yaml.YamlMapping;
import io.tidemark.runtime.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A job file that was read without a problem.
 *
 * @param config what it says
 * @param resolved the same as a tree, defaults filled in and secrets masked
 */
public record JobFile(JobConfig config, Map<String, Object> resolved) {
    /**
     * Reads a job file in this order: the file, the environment's {@code TIDEMARK_A__B}, the options, and then the variables that values refer to.
     *
     * @param file where it is
     * @param name its name in messages
     * @param options {@code a.b=value}, as {@code --set} takes them
     * @param environment variables by name
     * @param vocabulary the names that plugins bring
     * @throws ConfigurationException with everything that is wrong
     */
    public static JobFile read(
            Path file, String name, List<String> options, Map<String, String> environment, Vocabulary vocabulary)
            throws ConfigurationException {
        YamlMapping written = YamlReader.read(file, name);
        List<Assignment> assignments = new ArrayList<>(Assignment.ofEnvironment(environment));
        for (String option : options) {
            assignments.add(Assignment.ofOption(option));
        }
        Problems problems = new Problems();
        YamlMapping assigned = Assignments.apply(written, assignments, problems);
        YamlMapping complete = new Variables(environment, problems).putInto(assigned);
        Section root = Section.root(complete, problems);
        JobConfig config = new JobBinder(vocabulary, directoryOf(file)).bind(root);
        problems.throwIfAny();
        return new JobFile(config, root.resolved());
    }

    private static Path directoryOf(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        return directory == null ? file : directory;
    }

    /** The resolved configuration as YAML, which {@link #read} takes again, except for what is masked. */
    public String toYaml() {
        return Resolved.toYaml(resolved);
    }
}
