// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.kafka.broker.BrokerSettings;
import io.tidemark.runtime.cli.Cli;
import io.tidemark.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} with a broker that wants TLS and a login; the keys are made by the JDK's keytool. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
@Timeout(600)
class SecureKafkaTest {
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final String PASSWORD = "s3cret-of-alice";
    private static final String KEYS = "secret-of-the-keys";

    private static Path certificate;
    private static BrokerProcess broker;
    private static Topics topics;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path keys = directory.resolve("keys.p12");
        certificate = directory.resolve("certificate.pem");
        keytool(keys, "-genkeypair", "-dname", "CN=broker", "-keyalg", "EC", "-ext", "san=ip:127.0.0.1");
        keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
        broker = BrokerProcess.start(
                directory.resolve("broker"),
                BrokerSettings.defaults()
                        .withProtocol("SASL_SSL")
                        .withProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512")
                        .withProperty(
                                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                        .withProperty("ssl.keystore.type", "PKCS12")
                        .withProperty("ssl.keystore.location", keys.toString())
                        .withProperty("ssl.keystore.password", KEYS)
                        .withProperty("ssl.key.password", KEYS));
        topics = new Topics(broker);
        topics.create("calls", KafkaJob.PARTITIONS);
        topics.create("panes", 2);
        topics.create("dead", 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("alice", info, PASSWORD)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void keytool(Path keys, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-keystore", keys.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", KEYS));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** The sinks say nothing of brokers: they go where the source comes from, in the same way. */
    private static String yaml(String in, String out, String password, Path trusted) {
        String login = String.join(
                "\n      ",
                "      security.protocol: SASL_SSL",
                "sasl.mechanism: SCRAM-SHA-512",
                "sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username=\"alice\""
                        + " password=\"" + password + "\";'",
                "ssl.truststore.type: PEM",
                "ssl.truststore.location: \"" + trusted + "\"",
                "session.timeout.ms");
        return KafkaJob.yaml(broker.bootstrapServers("SASL_SSL"), in, out).replace("      session.timeout.ms", login);
    }

    @Test
    void a_job_runs_through_tls_with_a_login() throws Exception {
        String yaml = yaml("calls", "panes", PASSWORD, certificate) + "  dead_letter: {type: kafka, topic: dead}\n";
        List<String> calls = new ArrayList<>(KafkaJob.calls(random, 3000));
        calls.set(7, "not json");
        topics.produce("calls", KafkaJob.PARTITIONS, calls);
        calls.set(7, "{}");
        List<String> expected = KafkaJob.expected(directory, yaml, calls);
        Path job = Files.writeString(directory.resolve("job.yaml"), yaml);
        try (TidemarkProcess process = TidemarkProcess.run(directory, job, "log")) {
            List<ConsumerRecord<String, String>> panes = topics.committed("panes", expected.size(), MOST);
            assertThat(KafkaJob.comparable(
                            panes.stream().map(ConsumerRecord::value).toList()))
                    .as(process.said())
                    .isEqualTo(expected);
            assertThat(topics.committed("dead", 1, MOST))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("not json");
            process.signal("TERM");
            assertThat(process.exitCode()).as(process.said()).isZero();
        }
    }

    @Test
    void a_login_that_is_refused_ends_the_run_with_one_line_that_says_whose_it_was() {
        Cli cli = new Cli(directory);
        cli.file("job.yaml", yaml("calls", "panes", "wrong-s3cret", certificate));
        Cli.Result result = cli.run("run", "job.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("the login of the user 'alice' with SCRAM-SHA-512 was refused", "Authentication failed")
                .doesNotContain("s3cret");
    }

    @Test
    void a_broker_that_is_not_trusted_ends_the_run_with_one_line() throws Exception {
        Path other = directory.resolve("other.p12");
        Path trusted = directory.resolve("other.pem");
        keytool(other, "-genkeypair", "-dname", "CN=other", "-keyalg", "EC");
        keytool(other, "-exportcert", "-rfc", "-file", trusted.toString());
        Cli cli = new Cli(directory);
        cli.file("job.yaml", yaml("calls", "panes", PASSWORD, trusted));
        Cli.Result result = cli.run("run", "job.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("The broker's certificate must be trusted (ssl.truststore.*)")
                .doesNotContain("s3cret");
    }
}
