// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which settings of Kafka's clients a job may not have, and why. */
final class Refusals {
    private static final String BYTES = "records are bytes here, and the job's format reads them";

    /** Those that are never taken. */
    private static final Map<String, String> ALWAYS = Map.of(
            "auto.offset.reset",
            "where to begin is said with 'start': earliest, latest, timestamp or offsets",
            "key.deserializer",
            BYTES,
            "value.deserializer",
            BYTES,
            "key.serializer",
            BYTES,
            "value.serializer",
            BYTES,
            "partition.assignment.strategy",
            "one process of a job has all partitions, for a key's elements may be in any of them");

    /** Those that may only be what they are anyway. */
    private static final Map<String, Only> ONLY = Map.of(
            "enable.auto.commit",
            new Only(
                    Set.of("false"), "offsets are committed with checkpoints; committed before that, records are lost"),
            "group.protocol",
            new Only(Set.of("classic"), "the group's own assignor needs it"),
            "allow.auto.create.topics",
            new Only(Set.of("false"), "a topic that is missing is to be noticed"),
            "enable.idempotence",
            new Only(Set.of("true"), "without it a retry writes a pane twice, or in another order"),
            "acks",
            new Only(Set.of("all", "-1"), "with less, panes are lost with the broker that had them"),
            "ssl.endpoint.identification.algorithm",
            new Only(Set.of("https"), "without it anyone with a certificate can pass for the broker"));

    /** Login modules that fetch code or credentials from where an attacker says: CVE-2023-25194, CVE-2025-27818. */
    private static final List<String> LOGIN_MODULES = List.of("JndiLoginModule", "LdapLoginModule");

    private Refusals() {}

    /**
     * Values that are allowed.
     *
     * @param values all of them
     * @param reason why no others
     */
    private record Only(Set<String> values, String reason) {}

    /**
     * Looks at one setting.
     *
     * @throws SettingException when it is refused; the message has no value of it
     */
    static void check(String key, String value) {
        String never = ALWAYS.get(key);
        if (never != null) {
            throw new SettingException(key, "cannot be set: " + never);
        }
        Only only = ONLY.get(key);
        if (only != null && !only.values.contains(value)) {
            throw new SettingException(
                    key, "can only be '" + only.values.iterator().next() + "': " + only.reason);
        }
        if (key.endsWith("sasl.jaas.config")) {
            LOGIN_MODULES.stream().filter(value::contains).findFirst().ifPresent(module -> {
                throw new SettingException(
                        key,
                        "names the login module " + module
                                + ", which is refused: it loads what a remote directory says");
            });
        }
    }
}
