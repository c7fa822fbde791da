// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A process that writes to a backend until it is killed: it says {@code open <last id>}, then {@code applied <id>} for each batch. Where it cannot open the backend, it says {@code refused <why>}.
 *
 * <p>{@link StateBackendOnDiskContract} starts it.
 */
public final class StateWriter {
    private StateWriter() {}

    /** Takes the class of a factory, the name of the state, and the properties as {@code key=value}. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        StateBackendFactory factory = Class.forName(arguments[0])
                .asSubclass(StateBackendFactory.class)
                .getConstructor()
                .newInstance();
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            properties.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        write(factory, new StateBackendConfig(arguments[1], properties));
    }

    private static void write(StateBackendFactory factory, StateBackendConfig config) {
        try (StateBackend backend = factory.open(config)) {
            long id = backend.lastCheckpointId();
            say("open " + id);
            // Whoever started it may be gone; then it ends, too.
            while (!System.out.checkError()) {
                id++;
                backend.apply(NumberedBatches.batch(id), id);
                say("applied " + id);
            }
        } catch (IOException e) {
            say("refused " + e.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
