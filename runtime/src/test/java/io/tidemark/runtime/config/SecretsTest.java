// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.problem.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No secret comes out, whichever way it came in. */
class SecretsTest {
    private static final String SECRET = "s3cr3t-marker";
    private static final String WITH_SECRETS = Jobs.FULL
            .replace(
                    "group.id: optimizer",
                    "sasl.jaas.config: \"...password=" + SECRET + ";\", ssl.key.password: " + SECRET
                            + ", ssl.truststore.password: " + SECRET + ", ssl.keystore.password: \"${SECRET}\"")
            .replace(
                    "url: \"postgres://db/tidemark\"",
                    "url: \"postgres://me:" + SECRET + "@db/tidemark?password=" + SECRET + "&ssl=true\", user: "
                            + SECRET + ", password: " + SECRET)
            .replace("token: a-token", "token: \"${SECRET}\"")
            .replace(
                    "- {type: stdout}",
                    "- {type: jdbc, url: \"jdbc:oracle:thin:me/" + SECRET + "@db\", password: \"${SECRET}\"}");
    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", SECRET);

    @Test
    void they_are_masked_in_the_resolved_configuration_and_in_values() throws ConfigurationException {
        JobFile file = Jobs.read(WITH_SECRETS, List.of(), ENVIRONMENT);

        assertThat(file.toYaml())
                .doesNotContain(SECRET)
                .contains(
                        "postgres://***@db/tidemark?password=***&ssl=true",
                        "token: '${SECRET}'",
                        "ssl.key.password: '***'");
        assertThat(file.config().toString()).doesNotContain(SECRET);
        assertThat(file.config().server().orElseThrow().token()).contains(SECRET);
    }

    @Test
    void they_do_not_come_out_of_any_message() {
        List<String> broken = List.of(
                WITH_SECRETS.replace("port: 8080", "port: " + 99999),
                WITH_SECRETS.replace("url: \"postgres://", "url: \"postgres //"),
                WITH_SECRETS.replace("url: \"postgres://", "ulr: \"postgres://"),
                WITH_SECRETS.replace("token: \"${SECRET}\"", "token: [\"${SECRET}\"]"),
                WITH_SECRETS.replace("token: \"${SECRET}\"", "token: {" + SECRET + ": x}"),
                WITH_SECRETS.replace("token: \"${SECRET}\"", "tokn: " + SECRET),
                WITH_SECRETS.replace("password: " + SECRET, "pasword: " + SECRET),
                WITH_SECRETS.replace("parallelism: 2", "parallelism: \"${SECRET}\""),
                WITH_SECRETS.replace("parallelism: 2", "parallelism: [\"${SECRET}\""),
                WITH_SECRETS + "    tab\t: " + SECRET);

        for (String yaml : broken) {
            List<String> problems = Jobs.problems(yaml, List.of(), ENVIRONMENT);
            assertThat(problems)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(without(line)).doesNotContain(SECRET));
        }
    }

    /** A key is no secret: it is told, so that it can be found. */
    private static String without(String line) {
        return line.replace("token." + SECRET, "");
    }

    @Test
    void options_that_hold_them_are_named_without_their_value() {
        assertThat(Jobs.problems(Jobs.FULL, List.of("stream_processing.server.token=[" + SECRET), Map.of()))
                .isNotEmpty()
                .noneMatch(line -> line.contains(SECRET));
        assertThat(Jobs.problems(Jobs.FULL, List.of("stream_processing.server.tokn=" + SECRET), Map.of()))
                .isNotEmpty()
                .noneMatch(line -> line.contains(SECRET));
        assertThat(Jobs.problems(
                        Jobs.FULL, List.of(), Map.of("TIDEMARK_STREAM_PROCESSING__SERVER__TOKEN", "{" + SECRET)))
                .isNotEmpty()
                .noneMatch(line -> line.contains(SECRET));
    }
}
