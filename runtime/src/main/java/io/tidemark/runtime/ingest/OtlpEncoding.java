// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.llm.format.OtlpJsonFormat;
import io.tidemark.llm.format.OtlpProtobufFormat;
import io.tidemark.llm.format.RowFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** How OTLP is written. */
public enum OtlpEncoding {
    /** Protobuf. */
    PROTOBUF("application/x-protobuf"),
    /** JSON. */
    JSON("application/json");

    private final String mediaType;

    OtlpEncoding(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The one that {@code contentType} names, with or without parameters. */
    public static Optional<OtlpEncoding> of(String contentType) {
        String mediaType = IngestRequest.mediaType(contentType);
        return Stream.of(values())
                .filter(encoding -> encoding.mediaType.equals(mediaType))
                .findFirst();
    }

    /** The content type. */
    public String mediaType() {
        return mediaType;
    }

    /** What reads this one only. */
    RowFormat format() {
        return switch (this) {
            case PROTOBUF -> new OtlpProtobufFormat();
            case JSON -> new OtlpJsonFormat();
        };
    }
}
