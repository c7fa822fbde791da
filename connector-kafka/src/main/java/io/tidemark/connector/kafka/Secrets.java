// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;

/** The values that must be in no message: those of settings that Kafka says are passwords, and what stands quoted in them. */
final class Secrets {
    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");
    private static final int SHORTEST = 3;
    private static final Map<String, ConfigDef.ConfigKey> KNOWN =
            AdminClientConfig.configDef().configKeys();

    private static final Pattern USER = Pattern.compile("\\busername\\s*=\\s*([\"']?)([^\"'\\s;]+)\\1");

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /** Of the settings of a client. */
    static Secrets of(Map<String, String> settings) {
        List<String> values = new ArrayList<>();
        settings.forEach((key, value) -> {
            if (isSecret(key)) {
                values.add(value);
                Matcher quoted = QUOTED.matcher(USER.matcher(value).replaceAll(""));
                while (quoted.find()) {
                    values.add(quoted.group(1));
                }
            }
        });
        values.removeIf(value -> value.length() < SHORTEST);
        // The whole before its parts.
        values.sort(Comparator.comparingInt(String::length).reversed());
        return new Secrets(values);
    }

    private static boolean isSecret(String key) {
        ConfigDef.ConfigKey known = KNOWN.get(key);
        return (known != null && known.type == ConfigDef.Type.PASSWORD)
                || key.contains("password")
                || key.contains("secret")
                || key.contains("token")
                || key.contains("credentials")
                || key.contains("jaas");
    }

    /** Who logs in with {@code settings}, where these say so, and it is no secret too. */
    Optional<String> user(Map<String, String> settings) {
        Matcher user = USER.matcher(settings.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
        return user.find() && !values.contains(user.group(2)) ? Optional.of(user.group(2)) : Optional.empty();
    }

    /** {@code message} without them. */
    String without(String message) {
        String scrubbed = message;
        for (String value : values) {
            scrubbed = scrubbed.replace(value, "[hidden]");
        }
        return scrubbed;
    }

    /** Whether the message of {@code failure}, or of one of its causes, has one of them. */
    boolean areIn(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage());
            if (!without(message).equals(message)) {
                return true;
            }
        }
        return false;
    }
}
