// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a job says about a source or a sink: our own settings, and those that go to Kafka's clients. */
final class Settings {
    static final String SERVERS = "bootstrap.servers";
    static final String GROUP = "group.id";

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> client = new HashMap<>();

    /**
     * Divides {@code properties}.
     *
     * @param own the names that are ours
     * @param clients the names that Kafka's clients know
     * @throws SettingException when a name is in neither, or refused
     */
    Settings(Map<String, String> properties, Set<String> own, Set<String> clients) {
        Set<String> all = new TreeSet<>(own);
        all.addAll(clients);
        properties.forEach((key, value) -> {
            Refusals.check(key, value);
            if (own.contains(key)) {
                this.own.put(key, value.strip());
            } else if (clients.contains(key)) {
                ClientValues.check(key, value);
                client.put(key, value);
            } else {
                throw SettingException.unknown(key, Nearest.hint(key, all));
            }
        });
        if (!client.containsKey(SERVERS) || client.get(SERVERS).isBlank()) {
            throw new SettingException(SERVERS, "is missing: name the brokers, for example localhost:9092");
        }
    }

    /** Those of the clients. */
    Map<String, String> client() {
        return client;
    }

    /** Those of the clients that a client which knows {@code names} takes. */
    Map<String, Object> client(Set<String> names) {
        Map<String, Object> chosen = new HashMap<>(client);
        chosen.keySet().retainAll(names);
        return chosen;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(own.get(key)).filter(value -> !value.isEmpty());
    }

    String required(String key, String example) {
        return text(key).orElseThrow(() -> new SettingException(key, "is missing, for example " + example));
    }

    /** One of {@code choices}; the first when nothing is said. */
    String choice(String key, List<String> choices) {
        String chosen = text(key).orElse(choices.get(0));
        if (!choices.contains(chosen)) {
            throw new SettingException(key, "has an unknown value" + Nearest.hint(chosen, choices));
        }
        return chosen;
    }

    /** Names separated by commas, each once. */
    List<String> names(String key) {
        List<String> names = new ArrayList<>();
        for (String name : text(key).orElse("").split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw new SettingException(key, "has a name twice");
        }
        return names;
    }

    /** A number of milliseconds above 0. */
    Optional<Duration> millis(String key) {
        return text(key).map(value -> Duration.ofMillis(number(key, value, 1)));
    }

    /** {@code value} of {@code key} as a number that is no less than {@code least}. */
    static long number(String key, @Nullable String value, long least) {
        String text = value == null ? "" : value.strip();
        if (!NUMBER.matcher(text).matches()) {
            throw new SettingException(key, "must be a whole number");
        }
        long number = Long.parseLong(text);
        if (number < least) {
            throw new SettingException(key, "must be " + least + " or more");
        }
        return number;
    }
}
