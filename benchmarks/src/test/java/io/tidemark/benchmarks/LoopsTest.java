// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loops and the engine compute the same panes, which makes their times comparable, and each a witness for the other. */
class LoopsTest {
    private static final int ELEMENTS = 1_200_000;

    @ParameterizedTest
    @EnumSource(Query.class)
    void all_contenders_emit_the_same_panes(Query query) {
        for (int keys : List.of(50, 5_000)) {
            Case one = new Case(query, keys, AggregateSet.FULL);
            Telemetry input = one.input(one.elements(ELEMENTS), 7);
            CaseResult result = new CaseResult(one);
            for (Contender contender : Contender.of(one)) {
                result.add(contender, contender.pass().apply(input));
            }
            assertThat(result.rounds().values().iterator().next().get(0).panes())
                    .as("panes of %s", one.title())
                    .isGreaterThan(keys);
        }
    }
}
