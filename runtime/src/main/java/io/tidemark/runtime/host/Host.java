// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.host;

import io.tidemark.time.ProcessingClock;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything around the process that a command may touch.
 *
 * @param in the standard input
 * @param out the standard output, for results
 * @param err the standard error, for messages
 * @param environment variables by name
 * @param directory against which relative paths are resolved
 * @param home where the examples are: the checkout or the unpacked distribution
 * @param plugins the directory whose jars are plugins, if there is one
 * @param outTerminal what stands behind the standard output
 * @param errTerminal what stands behind the standard error
 * @param clock processing time
 */
public record Host(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        Path home,
        Optional<Path> plugins,
        Terminal outTerminal,
        Terminal errTerminal,
        ProcessingClock clock) {
    /** The variable that tells a job file where the examples are. */
    public static final String HOME_VARIABLE = "TIDEMARK_HOME";

    /** This process. */
    public static Host system() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        Optional<String> told = Optional.ofNullable(System.getProperty("tidemark.home", environment.get(HOME_VARIABLE)))
                .filter(text -> !text.isEmpty());
        String home = told.orElse(".");
        environment.putIfAbsent(HOME_VARIABLE, home);
        return new Host(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                utf8(new FileOutputStream(FileDescriptor.out)),
                utf8(new FileOutputStream(FileDescriptor.err)),
                environment,
                Path.of(""),
                Path.of(home),
                // Code is never taken from the current directory, where anybody may have put it.
                told.map(directory -> Path.of(directory, "plugins")),
                Terminal.of(1, System.getProperties(), environment),
                Terminal.of(2, System.getProperties(), environment),
                System::currentTimeMillis);
    }

    /** What is printed is UTF-8, whatever the locale says: so are the files that panes are redirected to. */
    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
