// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.io.FileOutput;
import io.tidemark.runtime.io.HeldOutput;
import io.tidemark.runtime.io.LineOutput;
import io.tidemark.runtime.io.StreamOutput;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import io.tidemark.runtime.replay.ReplayInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one replay: no one of them twice, none written before all are known, none left half written. */
final class ReplayFiles implements AutoCloseable {
    private static final String STANDARD = "-";

    private final Host host;
    private final Map<Path, String> used = new LinkedHashMap<>();
    private final List<LineOutput> outputs = new ArrayList<>();
    private Optional<LineOutput> standard = Optional.empty();
    private long bytes;
    private boolean isMeasured = true;

    ReplayFiles(Host host) {
        this.host = host;
    }

    /** The inputs, which must all be there. */
    List<ReplayInput> inputs(List<String> names) throws ConfigurationException, IOException {
        List<ReplayInput> inputs = new ArrayList<>();
        for (String name : names) {
            inputs.add(name.equals(STANDARD) ? standardInput(inputs) : fileInput(name));
        }
        return inputs;
    }

    private ReplayInput standardInput(List<ReplayInput> before) throws ConfigurationException {
        if (before.stream().anyMatch(input -> input.name().equals(STANDARD))) {
            throw new ConfigurationException(Mark.option("--input"), "", "'-' can be read only once");
        }
        isMeasured = false;
        return new ReplayInput(STANDARD, host::in, false);
    }

    private ReplayInput fileInput(String name) throws ConfigurationException, IOException {
        Path file = host.directory().resolve(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String reason = Files.isDirectory(file)
                    ? "is a directory; name files"
                    : Files.exists(file) ? "may not be read" : "there is no such file";
            throw new ConfigurationException(Mark.option("--input " + name), "", reason);
        }
        used.put(file.toRealPath(), "--input");
        if (Files.isRegularFile(file)) {
            bytes += Files.size(file);
        } else {
            isMeasured = false;
        }
        return new ReplayInput(name, () -> Files.newInputStream(file), Files.isRegularFile(file));
    }

    /** The output that {@code option} names. */
    LineOutput output(String option, String name) throws ConfigurationException, IOException {
        if (name.equals(STANDARD)) {
            if (standard.isEmpty()) {
                standard = Optional.of(keep(new StreamOutput(host.out())));
            }
            return standard.get();
        }
        Path file = host.directory().resolve(name);
        boolean isRegular = !Files.exists(file) || Files.isRegularFile(file);
        Path real =
                Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
        String other = isRegular ? used.put(real, option) : null;
        if (other != null) {
            throw new ConfigurationException(
                    Mark.option(option + " " + name), "", "is the file of " + other + " as well; choose another one");
        }
        if (Files.isDirectory(file)) {
            throw new ConfigurationException(Mark.option(option + " " + name), "", "is a directory; name a file");
        }
        return keep(FileOutput.replace(file));
    }

    /** The output that {@code option} names; {@code isHeld} if it must be able to take lines back, which the standard output is not. */
    LineOutput output(String option, String name, boolean isHeld) throws ConfigurationException, IOException {
        LineOutput output = output(option, name);
        return isHeld && name.equals(STANDARD) ? keep(new HeldOutput(output)) : output;
    }

    /** The same, if a name is given. */
    Optional<LineOutput> output(String option, Optional<String> name, boolean isHeld)
            throws ConfigurationException, IOException {
        return name.isPresent() ? Optional.of(output(option, name.get(), isHeld)) : Optional.empty();
    }

    /** Writes {@code line} to a file, if one is named. */
    void keep(Optional<String> name, byte[] line) throws ConfigurationException, IOException {
        if (name.isPresent()) {
            LineOutput output = output("--summary", name.get());
            output.write(line);
            output.complete();
        }
    }

    /** The share of the input that {@code read} bytes are, or NaN. */
    double share(long read) {
        return isMeasured && bytes > 0 ? (double) read / bytes : Double.NaN;
    }

    /** Everything was written. */
    void complete() throws IOException {
        // What is held comes after what it is held from.
        for (int i = outputs.size() - 1; i >= 0; i--) {
            outputs.get(i).complete();
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = outputs.size() - 1; i >= 0; i--) {
            outputs.get(i).close();
        }
    }

    private LineOutput keep(LineOutput output) {
        outputs.add(output);
        return output;
    }
}
