// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.ParameterType;
import io.tidemark.llm.aggregate.CostFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The JSON Schema of a file of prices is what the loader reads by, in the jar and in the guide. */
class PriceSchemaTest {
    @Test
    void the_schema_has_the_columns_that_the_loader_reads_with_their_limits() throws IOException {
        assertThat(inJar()).isEqualTo(expected());
    }

    @Test
    void the_guide_has_the_schema_of_the_jar() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "prices.schema.json")))
                .isEqualTo(inJar());
    }

    private static String inJar() throws IOException {
        try (InputStream in = Objects.requireNonNull(PriceTable.class.getResourceAsStream("prices.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String expected() {
        return """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "Prices of tokens, per million, by model",
                  "type": "object",
                  "required": ["prices"],
                  "additionalProperties": false,
                  "properties": {
                    "prices": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": [%s],
                        "additionalProperties": false,
                        "properties": {
                %s
                        }
                      }
                    }
                  }
                }
                """.formatted(
                        CostFactory.PRICE_COLUMNS.stream()
                                .filter(AggregateParameter::required)
                                .map(column -> '"' + column.name() + '"')
                                .collect(Collectors.joining(", ")),
                        CostFactory.PRICE_COLUMNS.stream()
                                .map(PriceSchemaTest::property)
                                .collect(Collectors.joining(",\n")));
    }

    private static String property(AggregateParameter column) {
        String type = column.type() == ParameterType.NUMBER
                ? "\"number\", \"minimum\": %.0f, \"maximum\": %.0f".formatted(column.least(), column.most())
                : "\"string\"";
        return "          \"%s\": {\"type\": %s, \"description\": \"%s\"}"
                .formatted(column.name(), type, column.description());
    }
}
