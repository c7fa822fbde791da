// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Looks at values of Kafka's own settings before a client does, which would tell only when it is made. */
final class ClientValues {
    private static final List<ConfigDef> CLIENTS =
            List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

    private ClientValues() {}

    /**
     * Looks at one setting.
     *
     * @throws SettingException when no client that knows it would take it; the message has no value of it
     */
    static void check(String key, String value) {
        List<ConfigDef.ConfigKey> known = new ArrayList<>();
        for (ConfigDef client : CLIENTS) {
            ConfigDef.ConfigKey definition = client.configKeys().get(key);
            if (definition != null) {
                known.add(definition);
            }
        }
        if (!known.isEmpty() && known.stream().noneMatch(definition -> takes(definition, value))) {
            throw new SettingException(key, "must be " + expected(known.get(0)));
        }
    }

    private static boolean takes(ConfigDef.ConfigKey definition, String value) {
        try {
            Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, parsed);
            }
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static String expected(ConfigDef.ConfigKey definition) {
        String type = "of type " + definition.type.name().toLowerCase(Locale.ROOT);
        return definition.validator == null ? type : type + ", " + definition.validator;
    }
}
