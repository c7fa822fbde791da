// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Gives what a connector has against its configuration the place in the job file. */
final class Refusals {
    private Refusals() {}

    /**
     * Makes something.
     *
     * @param <T> what
     */
    @FunctionalInterface
    interface Maker<T> {
        /** Makes it. */
        T make() throws IOException;
    }

    static <T> T of(Place place, Maker<T> maker) throws IOException, ConfigurationException {
        try {
            return maker.make();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(place.mark(), place.path(), String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(place.mark(), place.path(), e.getFile() + ": " + e.getReason());
        }
    }
}
