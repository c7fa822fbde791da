// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the name that was probably meant: Damerau-Levenshtein distance with adjacent transpositions, and words that others use for the same thing. */
public final class Nearest {
    private static final int LONGEST = 80;

    /** What other systems, and people, call our names. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("aggregations", "aggregates"),
            Map.entry("allowedlatenessms", "allowed_lateness"),
            Map.entry("avg", "mean"),
            Map.entry("average", "mean"),
            Map.entry("boundedoutoforderness", "bounded_out_of_order"),
            Map.entry("delay", "max_out_of_order_delay"),
            Map.entry("fixed", "tumbling"),
            Map.entry("function", "fn"),
            Map.entry("groupby", "key"),
            Map.entry("hopping", "sliding"),
            Map.entry("keyby", "key"),
            Map.entry("lateness", "allowed_lateness"),
            Map.entry("maxdelay", "max_out_of_order_delay"),
            Map.entry("monotonic", "ascending"),
            Map.entry("name", "job"),
            Map.entry("no", "false"),
            Map.entry("off", "false"),
            Map.entry("on", "true"),
            Map.entry("outoforderdelay", "max_out_of_order_delay"),
            Map.entry("period", "size"),
            Map.entry("quantile", "percentile"),
            Map.entry("std", "stddev"),
            Map.entry("timeout", "gap"),
            Map.entry("timezone", "time_zone"),
            Map.entry("views", "windows"),
            Map.entry("windowtype", "type"),
            Map.entry("yes", "true"));

    private Nearest() {}

    /** The one of {@code names} that is near enough to {@code written} to be meant. */
    public static Optional<String> of(String written, Collection<String> names) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = normal(written);
        Optional<String> synonym = Optional.ofNullable(SYNONYMS.get(wanted)).filter(names::contains);
        if (synonym.isPresent()) {
            return synonym;
        }
        int most = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(name -> distance(wanted, normal(name)) <= most || isPart(wanted, normal(name)))
                .min(Comparator.comparingInt((String name) -> distance(wanted, normal(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean 'x'?"}, or else {@code "; there are: a, b"}. */
    public static String hint(String written, Collection<String> names) {
        return of(written, names).map(name -> "; did you mean '" + name + "'?").orElseGet(() -> listing(names));
    }

    private static String listing(Collection<String> names) {
        return names.isEmpty() ? "" : "; there are: " + String.join(", ", names);
    }

    /** Case, hyphens and underscores do not count: {@code allowedLateness} is {@code allowed_lateness}. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    }

    private static boolean isPart(String written, String name) {
        return written.length() >= 4 && (name.startsWith(written) || name.endsWith(written) || written.endsWith(name));
    }

    /** How many insertions, deletions, replacements and swaps of neighbours lead from one to the other, by dynamic programming over three rows. */
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (isSwap(from, i, to, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }

    private static boolean isSwap(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
