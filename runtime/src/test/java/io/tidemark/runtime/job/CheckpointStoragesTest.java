// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.problem.ConfigurationException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoragesTest {
    private static final String STORAGE = "storage: {type: local, path: ./data/checkpoints}";

    @TempDir
    private Path directory = Path.of("");

    private CheckpointStorages storages() {
        Map<String, CheckpointStorageFactory> factories = new HashMap<>();
        ServiceLoader.load(CheckpointStorageFactory.class).forEach(found -> factories.put(found.name(), found));
        return new CheckpointStorages(factories, directory);
    }

    private static JobConfig job(String storage) throws ConfigurationException {
        return Jobs.read(Jobs.FULL.replace(STORAGE, storage), List.of(), Map.of())
                .config();
    }

    @Test
    void a_directory_is_below_the_one_of_the_host_and_called_as_the_job() throws Exception {
        try (CheckpointStorage storage = storages().open(job(STORAGE))) {
            storage.put("manifests/1", new byte[] {1});
        }

        assertThat(directory.resolve("data/checkpoints").resolve(job(STORAGE).job()))
                .isDirectoryRecursivelyContaining("glob:**1*");
    }

    @Test
    void looking_makes_nothing() throws Exception {
        try (CheckpointStorage storage = storages().open(job(STORAGE))) {
            assertThat(storage.list("")).isEmpty();
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void an_h2_file_can_hold_them() throws Exception {
        try (CheckpointStorage storage = storages().open(job("storage: {type: jdbc, path: ./db}"))) {
            storage.put("manifests/1", new byte[] {1});
            assertThat(storage.list("")).hasSize(1);
        }

        assertThat(directory.resolve("db")).isDirectoryRecursivelyContaining("glob:**.db");
    }

    @Test
    void a_type_that_the_class_path_lacks_is_told_with_its_place() throws Exception {
        JobConfig job = job("storage: {type: s3, bucket: tidemark}");

        assertThatThrownBy(() -> storages().open(job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("job.yaml:82: stream_processing.checkpointing.storage.type: the checkpoint storage 's3' is"
                        + " not on the class path; found: jdbc, local");
    }

    @Test
    void what_a_storage_has_against_its_properties_is_told_with_its_place_and_without_secrets() throws Exception {
        JobConfig job = job("storage: {type: jdbc, url: \"mysql://u:hunter2@db/tidemark\"}");

        assertThatThrownBy(() -> storages().open(job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("job.yaml:82: stream_processing.checkpointing.storage.type: ")
                .hasMessageContaining("url")
                .hasMessageNotContaining("hunter2");
    }
}
