// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest tells it. */
final class VersionProvider implements IVersionProvider {
    VersionProvider() {}

    @Override
    public String[] getVersion() {
        return new String[] {"tidemark " + version()};
    }

    static String version() {
        return Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
                .orElse("(not from a jar)");
    }
}
