// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {
    private static final String ATTACK = "k'; DROP TABLE state_entry; --";

    @TempDir
    private Path directory;

    @Test
    void the_service_loader_finds_both_by_their_names() {
        assertThat(ServiceLoader.load(StateBackendFactory.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(StateBackendFactory::name))
                .containsExactlyInAnyOrder("h2", "postgres");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Public",
                "1a",
                "a-b",
                "a b",
                "a\"b",
                "a;b",
                "a.b",
                "pg_catalog",
                "pg_temp",
                "\u00e4",
                "a\u0000",
                "public; DROP SCHEMA public",
                "abcdefghijklmnopqrstuvwxyz_012345"
            })
    void a_schema_that_is_no_plain_word_is_refused(String schema) {
        StateBackendConfig config = Kind.with(Postgres.config("job"), "schema", schema);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.POSTGRES.open(config))
                .withMessageContaining("'schema'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://localhost/x",
                "jdbc:h2:mem:x",
                "postgresql://localhost/x",
                "jdbc:postgresql://host:port/x",
                "jdbc:postgresql://user:password@host/x",
                "jdbc:postgresql://user@host:5432/x",
                "jdbc:postgresql:a/b"
            })
    void a_url_of_something_else_is_refused(String url) {
        StateBackendConfig config = new StateBackendConfig("job", Map.of("url", url));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.POSTGRES.open(config))
                .withMessageContaining("'url'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem:", "mem:job", "x;INIT=RUNSCRIPT FROM 'x'", "x;ACCESS_MODE_DATA=r"})
    void a_path_that_is_no_directory_for_h2_is_refused(String path) {
        StateBackendConfig config = new StateBackendConfig("job", Map.of("path", path));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.H2.open(config))
                .withMessageContaining("'path'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a\u0000b", "a;b", "\u00e4", "a.b"})
    void a_job_whose_name_is_no_directory_is_refused_by_h2(String job) {
        StateBackendConfig config = new StateBackendConfig(job, Map.of("path", directory.toString()));
        assertThatIllegalArgumentException().isThrownBy(() -> Kind.H2.open(config));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_path_where_a_file_is_says_so() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        StateBackendConfig config = new StateBackendConfig("job", Map.of("path", file.toString()));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Kind.H2.open(config))
                .withMessageContaining(file.toString())
                .withMessageContaining("no file is where a directory should be");
    }

    @ParameterizedTest
    @EnumSource
    void a_property_that_is_missing_unknown_or_no_number_is_refused(Kind kind) {
        StateBackendConfig config = kind.config(directory);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.open(new StateBackendConfig("job", Map.of())))
                .withMessageContaining(kind == Kind.H2 ? "'path'" : "'url'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.open(Kind.with(config, "pasword", "x")))
                .withMessageContaining("[pasword]");
        for (String size : new String[] {"1", "many", "201"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind.open(Kind.with(config, "pool_size", size)))
                    .withMessageContaining("'pool_size'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ATTACK, "%", "_", "\"", "\\", "\u00fcber \ud83d\ude80", "JOB", "job "})
    void a_job_may_have_any_text_as_its_name_in_postgres_and_means_only_itself(String job) throws IOException {
        try (StateBackend other = Kind.POSTGRES.open(named("job"));
                StateBackend backend = Kind.POSTGRES.open(named(job))) {
            other.apply(Entries.put(1, 1), other.lastCheckpointId() + 1);
            backend.clear();
            backend.apply(Entries.put(1, 2), 7);
            assertThat(Entries.values(other, "a")).containsExactly(1);
            assertThat(Entries.values(backend, "a")).containsExactly(2);
        }
        try (StateBackend backend = Kind.POSTGRES.open(named(job))) {
            assertThat(backend.lastCheckpointId()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "\ud83d", "\u001b[31m"})
    void a_job_whose_name_is_no_text_is_refused_by_postgres(String job) {
        assertThatIllegalArgumentException().isThrownBy(() -> Kind.POSTGRES.open(named(job)));
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcCheckpointStorage.openPostgres(named(job)));
    }

    private static StateBackendConfig named(String job) {
        return new StateBackendConfig(job, new HashMap<>(Postgres.config("job").properties()));
    }
}
