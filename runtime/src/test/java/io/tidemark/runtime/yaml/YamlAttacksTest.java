// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.runtime.problem.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Hostile YAML is refused, in one line, in no time, and constructs nothing. */
class YamlAttacksTest {
    @Test
    void a_billion_laughs_are_refused_by_what_they_unfold_to() {
        assertThat(refusal(laughs(10, 9)))
                .isEqualTo("job.yaml:6: more than 100000 values, those repeated by aliases included");
        assertThat(refusal(laughs(25, 2))).contains("more than 100000 values, those repeated by aliases included");
    }

    @Test
    void many_aliases_are_refused_whatever_they_stand_for() {
        assertThat(refusal("a: &a x\nb: [" + "*a,".repeat(51) + "]")).isEqualTo("job.yaml:2: more than 50 aliases");
    }

    /** A list of lists of lists, each of which repeats the one before it some times. */
    private static String laughs(int levels, int times) {
        StringBuilder yaml = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < levels; i++) {
            yaml.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(times) + "]\n");
        }
        return yaml.toString();
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(refusal("a: " + "[".repeat(100_000))).isEqualTo("job.yaml:1: nested deeper than 50 levels");
        assertThat(refusal("a: " + "{a: ".repeat(100_000))).isEqualTo("job.yaml:1: nested deeper than 50 levels");
        assertThat(refusal("- ".repeat(100_000))).contains("nested deeper than 50 levels");
    }

    @Test
    void tags_construct_nothing_and_are_refused() {
        String script =
                "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x/\"]]]]";

        assertThat(refusal(script))
                .isEqualTo(
                        "job.yaml:1: the tag '!!javax.script.ScriptEngineManager' is not allowed; a job file has none");
        assertThat(refusal("a: !!binary aGFsbG8=")).contains("'!!binary'");
        assertThat(refusal("!own {a: b}")).contains("'!own'");
    }

    @Test
    void an_alias_of_itself_or_of_nothing_is_refused() {
        assertThat(refusal("a: &a [*a]")).isEqualTo("job.yaml:1: the alias '*a' has no anchor before it");
        assertThat(refusal("a: *b")).isEqualTo("job.yaml:1: the alias '*b' has no anchor before it");
    }

    @Test
    void keys_must_be_text_and_come_once() {
        assertThat(refusal("? [a]\n: b")).isEqualTo("job.yaml:1: a key must be text, but this is a list");
        assertThat(refusal("a:\n  b: 1\n  b: 2"))
                .isEqualTo("job.yaml:3: a.b: the key is here twice; the first one is at job.yaml:2");
    }

    @Test
    void what_is_no_job_file_at_all_is_refused() {
        assertThat(refusal("")).isEqualTo("job.yaml:1: the file is empty; it needs 'job' and 'stream_processing'");
        assertThat(refusal("# only a comment")).contains("the file is empty");
        assertThat(refusal("just text")).contains("expected keys and values, beginning with 'job:', but this is text");
        assertThat(refusal("a: 1\n---\nb: 2")).contains("a second document");
        assertThat(refusal("a: " + "x".repeat(YamlReader.MAX_BYTES))).contains("larger than 1048576 bytes");
        assertThat(refusal(new byte[] {'a', ':', ' ', (byte) 0xff})).contains("not UTF-8");
        assertThat(refusal("a: \u0000"))
                .startsWith("job.yaml")
                .contains("not valid YAML")
                .doesNotContain("\u0000");
    }

    @Test
    void random_bytes_never_do_worse_than_being_refused() {
        long seed = Long.getLong("tidemark.seed", 20261121);
        System.out.println("YamlAttacksTest: -Dtidemark.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "ab: -[]{},&*!|>'\"#%@`\n\t?~<=01.\u00e9\u2028";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder yaml = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                yaml.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                YamlReader.read(yaml.toString().getBytes(StandardCharsets.UTF_8), "job.yaml");
            } catch (ConfigurationException e) {
                assertThat(e.problems())
                        .hasSize(1)
                        .allSatisfy(problem -> assertThat(problem.line()).doesNotContain("\n"));
            }
        }
    }

    private static String refusal(String yaml) {
        return refusal(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] yaml) {
        return Assertions.assertTimeout(
                Duration.ofSeconds(1),
                () -> catchThrowableOfType(ConfigurationException.class, () -> YamlReader.read(yaml, "job.yaml"))
                        .problems()
                        .get(0)
                        .line());
    }
}
