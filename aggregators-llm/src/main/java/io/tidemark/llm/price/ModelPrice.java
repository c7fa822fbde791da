// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.price;

import org.jspecify.annotations.Nullable;

/**
 * What the tokens of some models cost, per million.
 *
 * @param model the model's name, in which {@code *} stands for any characters and {@code ?} for one
 * @param input of input tokens
 * @param output of output tokens
 * @param cached of input tokens that were read from a cache; null when they cost as much as others
 * @param cacheWrite of input tokens that were written to a cache; null when they cost as much as others
 * @param reasoning of output tokens of reasoning; null when they cost as much as others
 * @param validFrom the timestamp from which it holds; {@link #ALWAYS} for one that always did
 */
public record ModelPrice(
        String model,
        double input,
        double output,
        @Nullable Double cached,
        @Nullable Double cacheWrite,
        @Nullable Double reasoning,
        long validFrom) {
    /** Before all timestamps. */
    public static final long ALWAYS = Long.MIN_VALUE;

    private static final double MILLION = 1e6;

    /** Checks that nothing costs less than nothing. */
    public ModelPrice {
        if (!(input >= 0 && output >= 0 && isPrice(cached) && isPrice(cacheWrite) && isPrice(reasoning))) {
            throw new IllegalArgumentException("a price of model '" + model + "' is not a number of at least 0");
        }
    }

    /** A price that always holds, and makes no difference between tokens but for cached ones. */
    public ModelPrice(String model, double input, double output, @Nullable Double cached) {
        this(model, input, output, cached, null, null, ALWAYS);
    }

    private static boolean isPrice(@Nullable Double price) {
        return price == null || price >= 0;
    }

    /**
     * What these tokens cost.
     *
     * @param inputTokens all of them, those read from a cache or written to one too
     * @param outputTokens all of them, those of reasoning too
     * @param cachedTokens how many of the input tokens were read from a cache
     * @param writtenTokens how many of the input tokens were written to one
     * @param reasoningTokens how many of the output tokens were of reasoning
     */
    public double of(
            double inputTokens,
            double outputTokens,
            double cachedTokens,
            double writtenTokens,
            double reasoningTokens) {
        double fromCache = part(cached, cachedTokens, inputTokens);
        double toCache = part(cacheWrite, writtenTokens, inputTokens - fromCache);
        double thought = part(reasoning, reasoningTokens, outputTokens);
        double full = (inputTokens - fromCache - toCache) * input + (outputTokens - thought) * output;
        return (full + fromCache * price(cached) + toCache * price(cacheWrite) + thought * price(reasoning)) / MILLION;
    }

    /** How many tokens have a price of their own: at most all there are. */
    private static double part(@Nullable Double price, double tokens, double all) {
        return price == null ? 0 : Math.max(0, Math.min(tokens, all));
    }

    private static double price(@Nullable Double price) {
        return price == null ? 0 : price;
    }

    /** Whether it holds for {@code name}. Letters count as they are, upper and lower case. */
    boolean matches(String name) {
        // Goes back to the last star only: it takes one more character each time, so this is at most the product of the
        // lengths.
        int at = 0;
        int in = 0;
        int star = -1;
        int taken = 0;
        while (in < name.length()) {
            if (at < model.length() && model.charAt(at) == '*') {
                star = at++;
                taken = in;
            } else if (at < model.length() && (model.charAt(at) == '?' || model.charAt(at) == name.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++taken;
            } else {
                return false;
            }
        }
        while (at < model.length() && model.charAt(at) == '*') {
            at++;
        }
        return at == model.length();
    }
}
