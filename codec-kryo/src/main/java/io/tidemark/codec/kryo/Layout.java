// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.FieldSerializer;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What the bytes of a format depend on: the ids of its classes, their fields, and of each field its name and how it is written. Names of users' classes are not part of it: they
 * may be renamed and moved.
 */
final class Layout {
    private final Kryo kryo;
    private final Format<?> format;

    Layout(Kryo kryo, Format<?> format) {
        this.kryo = kryo;
        this.format = format;
    }

    /** A number that another layout hardly ever has. */
    int hash() {
        CRC32C crc = new CRC32C();
        crc.update(text().getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** In words: of each class its id, what it is, and its fields. */
    String text() {
        return format.classes().stream()
                .sorted(Comparator.comparingInt(Registered::id))
                .map(this::words)
                .collect(Collectors.joining("\n"));
    }

    private String words(Registered<?> registered) {
        return registered.id()
                + stableName(registered.type())
                + fields(registered).sorted().toList();
    }

    /** Names of the JDK's classes do not change; users' may. */
    private static String stableName(Class<?> type) {
        if (type.isArray()) {
            return stableName(type.getComponentType()) + "[]";
        }
        return type.isPrimitive() || type.getName().startsWith("java.") ? type.getName() : "";
    }

    private Stream<String> fields(Registered<?> registered) {
        if (registered.serializer() != null) {
            return Stream.empty();
        }
        if (registered.type().isRecord()) {
            return Arrays.stream(registered.type().getRecordComponents()).map(this::component);
        }
        Serializer<?> serializer = kryo.getSerializer(registered.type());
        return serializer instanceof FieldSerializer<?> byFields
                ? Arrays.stream(byFields.getFields())
                        .map(field ->
                                field.getName() + ":" + kind(field.getField().getType()))
                : Stream.empty();
    }

    private String component(RecordComponent component) {
        return component.getName() + ":" + kind(component.getType());
    }

    /** A value of a final class is written without its class. */
    private String kind(Class<?> type) {
        if (!kryo.isFinal(type)) {
            return "any";
        }
        Registration registration = kryo.getClassResolver().getRegistration(type);
        return registration == null ? type.getName() : type.isPrimitive() ? type.getName() : "#" + registration.getId();
    }
}
