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
 */
public record ModelPrice(
        String model, double input, double output, @Nullable Double cached) {
    private static final double MILLION = 1e6;

    /** Checks that nothing costs less than nothing. */
    public ModelPrice {
        if (!(input >= 0 && output >= 0 && (cached == null || cached >= 0))) {
            throw new IllegalArgumentException("a price of model '" + model + "' is not a number of at least 0");
        }
    }

    /**
     * What these tokens cost.
     *
     * @param inputTokens all of them, the cached ones too
     * @param outputTokens all of them
     * @param cachedTokens how many of the input tokens were read from a cache
     */
    public double of(double inputTokens, double outputTokens, double cachedTokens) {
        double fromCache = cached == null ? 0 : Math.max(0, Math.min(cachedTokens, inputTokens));
        double full = (inputTokens - fromCache) * input + outputTokens * output;
        return (full + (cached == null ? 0 : fromCache * cached)) / MILLION;
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
