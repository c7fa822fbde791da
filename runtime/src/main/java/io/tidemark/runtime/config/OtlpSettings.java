// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sink {@code type: otlp} was told.
 *
 * @param endpoint where metrics are taken, with {@code /v1/metrics} at the end
 * @param service the value of {@code service.name}
 * @param headers of each request; values may be secrets
 * @param attributes names of attributes, by the fields of keys that they are made from
 * @param names names of metrics, by {@code view.result}
 */
public record OtlpSettings(
        URI endpoint,
        String service,
        Map<String, String> headers,
        Map<String, String> attributes,
        Map<String, String> names) {
    /** The prefixes under which a sink's properties have what is a mapping in the job file. */
    public static final String HEADER = "header.";

    /** Of fields. */
    public static final String ATTRIBUTE = "attribute.";

    /** Of results. */
    public static final String NAME = "name.";

    private static final String PATH = "/v1/metrics";

    /** Keeps copies. */
    public OtlpSettings {
        headers = Map.copyOf(headers);
        attributes = Map.copyOf(attributes);
        names = Map.copyOf(names);
    }

    /**
     * From the properties of a sink.
     *
     * @throws IllegalArgumentException when the endpoint is no URL of HTTP
     */
    public static OtlpSettings of(Map<String, String> properties) {
        return new OtlpSettings(
                endpoint(properties.getOrDefault("endpoint", "")),
                properties.getOrDefault("service_name", "tidemark"),
                below(properties, HEADER),
                below(properties, ATTRIBUTE),
                below(properties, NAME));
    }

    private static URI endpoint(String text) {
        URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null) {
            throw new IllegalArgumentException("expected a URL such as http://localhost:4318, but got '" + text + "'");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("put user and password into 'headers: {Authorization: \"${...}\"}'");
        }
        return uri.getPath().endsWith(PATH) ? uri : URI.create(uri + PATH);
    }

    private static Map<String, String> below(Map<String, String> properties, String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return below;
    }

    @Override
    public String toString() {
        return "OtlpSettings[" + endpoint.getHost() + "]";
    }
}
