// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What stands behind an output stream: the one place that decides how wide it is and what it can show.
 *
 * @param isInteractive whether somebody is looking, so that a progress bar makes sense
 * @param columns how wide it is
 * @param showsUnicode whether it can show more than ASCII
 * @param showsColour whether it can show, and its user wants, colours
 */
public record Terminal(boolean isInteractive, int columns, boolean showsUnicode, boolean showsColour) {
    private static final int USUAL_COLUMNS = 80;

    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, USUAL_COLUMNS, false, false);

    /**
     * The stream of this process with the number {@code descriptor}, as far as can be known.
     *
     * @param told what the launch script found out; what is empty was not told
     */
    static Terminal of(int descriptor, Properties told, Map<String, String> environment) {
        boolean isInteractive = isTerminal(descriptor, told.getProperty("tidemark.terminal." + descriptor, ""));
        return new Terminal(
                isInteractive,
                columns(told, environment),
                isInteractive && isUtf8(environment),
                isInteractive && wantsColour(environment));
    }

    /** Without the launch script, Linux tells what a descriptor is. */
    private static boolean isTerminal(int descriptor, String told) {
        if (!told.isEmpty()) {
            return told.equals("true");
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A terminal that does not know its width says 0. */
    private static int columns(Properties told, Map<String, String> environment) {
        return Stream.of(told.getProperty("tidemark.columns"), environment.get("COLUMNS"))
                .filter(Objects::nonNull)
                .filter(text -> text.matches("[1-9]\\d{0,3}"))
                .findFirst()
                .map(Integer::valueOf)
                .orElse(USUAL_COLUMNS);
    }

    /** The first of these variables that is set and not empty counts, as POSIX has it. */
    private static boolean isUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String encoding = value.toLowerCase(Locale.ROOT);
                return encoding.contains("utf-8") || encoding.contains("utf8");
            }
        }
        return false;
    }

    /** The convention of no-color.org. */
    private static boolean wantsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }
}
