// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What stands behind an output stream.
 *
 * @param isInteractive whether somebody is looking, so that a progress bar makes sense
 * @param columns how wide it is
 * @param showsUnicode whether it can show more than ASCII
 */
public record Terminal(boolean isInteractive, int columns, boolean showsUnicode) {
    private static final int USUAL_COLUMNS = 80;

    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, USUAL_COLUMNS, false);

    /** The stream of this process with the number {@code descriptor}, as far as can be known. */
    static Terminal of(int descriptor, Map<String, String> environment) {
        boolean isInteractive = isTerminal(descriptor);
        return new Terminal(isInteractive, columns(environment), isInteractive && isUtf8(environment));
    }

    /** The launch script says so; without it, Linux tells what a descriptor is. */
    private static boolean isTerminal(int descriptor) {
        String told = System.getProperty("tidemark.terminal." + descriptor);
        if (told != null) {
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

    private static int columns(Map<String, String> environment) {
        String told = System.getProperty("tidemark.columns", environment.getOrDefault("COLUMNS", ""));
        return told.matches("[1-9]\\d{1,3}") ? Math.max(40, Integer.parseInt(told)) : USUAL_COLUMNS;
    }

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
}
