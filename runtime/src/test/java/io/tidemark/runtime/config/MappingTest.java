// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.llm.format.FieldMapping;
import io.tidemark.llm.format.MappingUnit;
import io.tidemark.runtime.problem.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mapping} of a source. */
class MappingTest {
    private static final String JOB = """
            job: j
            stream_processing:
              source:
                type: file
                path: a.jsonl
                format: mapping
                mapping:
                  fields:
                    %s
              windows:
                w: {key: [], type: tumbling, size: 1m, aggregates: {n: {fn: count}}}
              sinks: [{type: stdout}]
            """;

    private static FieldMapping read(String field, String text) throws ConfigurationException {
        FieldMapping mapping = Jobs.read(JOB.formatted(field + ": " + text), List.of(), Map.of())
                .config()
                .source()
                .format()
                .mapping()
                .fields()
                .get(field);
        return java.util.Objects.requireNonNull(mapping);
    }

    private static FieldMapping.Source source(String path, MappingUnit unit) {
        return new FieldMapping.Source(path, unit, Map.of());
    }

    @Test
    void a_source_is_a_path_a_list_or_described() throws ConfigurationException {
        assertThat(read("latency_ms", "a.b"))
                .isEqualTo(new FieldMapping(List.of(source("a.b", MappingUnit.MS)), Optional.empty()));
        assertThat(read("end", "[a, b]").sources())
                .containsExactly(source("a", MappingUnit.RFC3339), source("b", MappingUnit.RFC3339));
        assertThat(read("cost", "{path: [a, b], unit: cents, default: 2}"))
                .isEqualTo(new FieldMapping(
                        List.of(source("a", MappingUnit.CENTS), source("b", MappingUnit.CENTS)), Optional.of(2.0)));
        assertThat(read("end", "[{path: a, unit: epoch_s}, {path: b}]").sources())
                .containsExactly(source("a", MappingUnit.EPOCH_S), source("b", MappingUnit.RFC3339));
        assertThat(read("provider", "{default: own}")).isEqualTo(new FieldMapping(List.of(), Optional.of("own")));
        assertThat(read("error", "{path: status, values: {\"500\": server}}").sources())
                .containsExactly(new FieldMapping.Source("status", MappingUnit.TEXT, Map.of("500", "server")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency: took|latency: there is no such field of a call; did you mean 'latency_ms'?",
                "modle: m|modle: there is no such field of a call; did you mean 'model'?",
                "cost: {path: c, unit: cent}|cost.unit: expected one of usd, cents, micro_usd, nano_usd, but got 'cent'; did you mean 'cents'?",
                "cost: {path: c, unit: micro-usd}|cost.unit: expected one of usd, cents, micro_usd, nano_usd, but got 'micro-usd'; did you mean 'micro_usd'?",
                "latency_ms: {path: c, unit: usd}|latency_ms.unit: expected one of ms, s, us, ns, but got 'usd'; did you mean 'us'?",
                "model: a..b|model: expected a field path of at most 12 names, but got 'a..b'",
                "model: {path: $type}|model.path: expected a field path of at most 12 names, but got '$type'",
                "model: a.a.a.a.a.a.a.a.a.a.a.a.a|model: expected a field path of at most 12 names, but got 'a.a.a.a.a.a.a.a.a.a.a.a.a'",
                "model: {pth: m}|model.pth: unknown key; did you mean 'path'?",
                "model: {}|model.path: missing; for example 'path: usage.total'",
                "end: {path: e, default: 5}|end.default: is not for times: one that is made up puts a call in the wrong window",
                "cost: {path: c, default: cheap}|cost.default: expected a number from -1000000000000000 to 1000000000000000, but got 'cheap'",
                "cache_hit: {path: c, default: perhaps}|cache_hit.default: expected true or false, but got 'perhaps'",
                "end: [{path: a, unit: epoch_s}, {path: b, unit: epoch}]|end[1].unit: expected one of rfc3339, epoch_s, epoch_ms, epoch_us, epoch_ns, but got 'epoch'; did you mean 'epoch_s'?",
            })
    void a_mistake_is_told_with_its_line_and_key(String field, String says) {
        assertThat(Jobs.problems(JOB.formatted(field), List.of(), Map.of()))
                .containsExactly("job.yaml:9: stream_processing.source.mapping.fields." + says);
    }

    @Test
    void a_path_of_csv_is_a_column_when_the_job_names_them() {
        String yaml = JOB.formatted("model: modell")
                .replace("mapping:\n", "columns: [time, model]\n    mapping:\n      input: csv\n");

        assertThat(Jobs.problems(yaml, List.of(), Map.of()))
                .containsExactly(
                        "job.yaml:11: stream_processing.source.mapping.fields.model: 'modell' is not one of the columns;"
                                + " did you mean 'model'?");
    }

    @Test
    void the_block_belongs_to_its_format() {
        assertThat(Jobs.problems(
                        JOB.formatted("model: m").replace("format: mapping", "format: json"), List.of(), Map.of()))
                .containsExactly(
                        "job.yaml:7: stream_processing.source.mapping: is for the formats mapping, litellm and langfuse, and this one is json");
        String without = JOB.formatted("model: m").replaceFirst("(?s) +mapping:\n.*?  windows", "  windows");
        assertThat(Jobs.problems(without, List.of(), Map.of()))
                .singleElement()
                .asString()
                .startsWith("job.yaml:3: stream_processing.source.mapping: missing; for example");
    }

    @Test
    void of_a_stack_the_job_may_map_what_it_wants_to_be_different() throws ConfigurationException {
        String yaml = JOB.formatted("team: metadata.team").replace("format: mapping", "format: litellm");

        assertThat(Jobs.read(yaml, List.of(), Map.of())
                        .config()
                        .source()
                        .format()
                        .mapping()
                        .fields())
                .containsOnlyKeys("team");
        assertThat(Jobs.problems(yaml.replace("team: m", "teem: m"), List.of(), Map.of()))
                .containsExactly(
                        "job.yaml:9: stream_processing.source.mapping.fields.teem: there is no such field of a call;"
                                + " did you mean 'team'?");
        assertThat(Jobs.problems(yaml.replace("fields:", "input: csv\n      fields:"), List.of(), Map.of()))
                .singleElement()
                .asString()
                .contains("mapping.input: unknown key");
        assertThat(Jobs.problems(yaml.replace("litellm", "langfuze"), List.of(), Map.of()))
                .singleElement()
                .asString()
                .endsWith("did you mean 'langfuse'?");
    }

    @Test
    void what_is_in_a_cloud_event_has_its_own_settings() throws ConfigurationException {
        String yaml = JOB.formatted("model: m")
                .replace("format: mapping", "format: cloudevents\n    cloudevents: {data: mapping}");
        FormatConfig format =
                Jobs.read(yaml, List.of(), Map.of()).config().source().format();

        assertThat(format.data()).isEqualTo("mapping");
        assertThat(format.mapping().fields()).containsOnlyKeys("model");
        assertThat(Jobs.problems(yaml.replace("data: mapping", "data: maping"), List.of(), Map.of()))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("job.yaml:7: stream_processing.source.cloudevents.data: expected one of")
                        .endsWith("did you mean 'mapping'?"));
        assertThat(Jobs.problems(yaml.replace("format: cloudevents", "format: mapping"), List.of(), Map.of()))
                .containsExactly(
                        "job.yaml:7: stream_processing.source.cloudevents: is for the format cloudevents, and this one is"
                                + " mapping");
    }
}
