// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that was probably meant, by the number of letters that differ. */
final class Nearest {
    private Nearest() {}

    /** {@code "; did you mean 'x'?"}, or else {@code "; there are: a, b"} where these are few. */
    static String hint(String written, Collection<String> names) {
        Optional<String> nearest = names.stream()
                .filter(name -> distance(written, name) <= Math.max(1, written.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
        String listing = names.size() > 20 ? "" : "; there are: " + String.join(", ", names);
        return nearest.map(name -> "; did you mean '" + name + "'?").orElse(listing);
    }

    /** How many insertions, deletions and replacements lead from one to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
