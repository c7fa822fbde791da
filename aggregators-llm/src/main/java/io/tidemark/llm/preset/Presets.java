// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.preset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The presets there are. They expect the field names of feedback events; a source with other names maps its fields to these. */
public final class Presets {
    /** How models perform: how many requests, how fast, how often they fail, what they cost. */
    public static final Preset LLM_PERFORMANCE = new Preset(
            "llm_performance",
            "How models perform: requests, latency, errors, throughput, tokens, cost",
            List.of("performance_metrics"),
            performance());

    /** What users say: ratings, completed tasks, regenerated responses. */
    public static final Preset LLM_FEEDBACK = new Preset(
            "llm_feedback",
            "What users say and do: ratings, completed tasks, regenerated and edited responses",
            List.of("user_feedback"),
            feedback());

    /** What requests cost. */
    public static final Preset LLM_COST =
            new Preset("llm_cost", "What requests cost, and their tokens", List.of("performance_metrics"), cost());

    /** How good responses are. */
    public static final Preset LLM_QUALITY = new Preset(
            "llm_quality", "How good responses are, by their scores", List.of("performance_metrics"), quality());

    /** How fast models answer: to the first token, token by token, and altogether. */
    public static final Preset LLM_LATENCY = new Preset(
            "llm_latency",
            "How fast models answer: to the first token, between tokens, altogether; tokens per second",
            List.of("performance_metrics"),
            latency());

    /** How often models fail, and of what; why they stop. */
    public static final Preset LLM_ERRORS = new Preset(
            "llm_errors",
            "How often models fail, the most frequent errors, and why responses end",
            List.of("performance_metrics"),
            errors());

    /** Who uses how much. */
    public static final Preset LLM_USAGE = new Preset(
            "llm_usage",
            "Who uses how much: users, tokens, the share of cached ones, cost by user and team",
            List.of("performance_metrics"),
            usage());

    private Presets() {}

    /** All of them by name. */
    public static Map<String, Preset> byName() {
        Map<String, Preset> presets = new LinkedHashMap<>();
        for (Preset preset :
                List.of(LLM_PERFORMANCE, LLM_FEEDBACK, LLM_COST, LLM_QUALITY, LLM_LATENCY, LLM_ERRORS, LLM_USAGE)) {
            presets.put(preset.name(), preset);
        }
        return presets;
    }

    private static Map<String, Map<String, Object>> performance() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("requests", Map.of("fn", "count"));
        results.put("avg_latency_ms", of("mean", "latency_ms"));
        results.put(
                "latency_ms", Map.of("fn", "percentiles", "field", "latency_ms", "percentiles", List.of(50, 95, 99)));
        results.put("error_rate", of("error_rate", "error"));
        results.put("throughput", Map.of("fn", "rate"));
        results.put("cost_usd", of("cost", "cost"));
        results.putAll(tokens());
        return results;
    }

    private static Map<String, Map<String, Object>> feedback() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("feedbacks", Map.of("fn", "count"));
        results.put("ratings", of("count", "rating"));
        results.put("average_rating", of("mean", "rating"));
        results.put("task_completion_rate", of("share", "task_completed"));
        results.put("likes", of("count_true", "liked"));
        results.put("regeneration_count", of("count_true", "response_regenerated"));
        results.put("edit_count", of("count_true", "response_edited"));
        results.put("avg_dwell_time_seconds", of("mean", "dwell_time_seconds"));
        return results;
    }

    private static Map<String, Map<String, Object>> cost() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("requests", Map.of("fn", "count"));
        results.put("total_cost", of("cost", "cost"));
        results.put("avg_cost_per_request", Map.of("fn", "cost", "field", "cost", "mean", true));
        results.putAll(tokens());
        return results;
    }

    private static Map<String, Map<String, Object>> quality() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("scored", of("count", "quality_score"));
        results.put("overall_score", of("mean", "quality_score"));
        results.put("accuracy", of("mean", "metrics.accuracy"));
        results.put("relevance", of("mean", "metrics.relevance"));
        results.put("coherence", of("mean", "metrics.coherence"));
        return results;
    }

    private static Map<String, Map<String, Object>> latency() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("requests", Map.of("fn", "count"));
        results.put("time_to_first_token_ms", of("percentiles", "time_to_first_token_ms"));
        results.put(
                "inter_token_latency_ms",
                of("percentiles", "(latency_ms - time_to_first_token_ms) / (output_tokens - 1)"));
        results.put("latency_ms", of("percentiles", "latency_ms"));
        results.put(
                "tokens_per_second",
                Map.of(
                        "fn",
                        "percentiles",
                        "field",
                        "1000 * output_tokens / latency_ms",
                        "percentiles",
                        List.of(5, 50, 95)));
        results.put("avg_tokens_per_second", Map.of("fn", "ratio", "of", "1000 * output_tokens", "per", "latency_ms"));
        return results;
    }

    private static Map<String, Map<String, Object>> errors() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("requests", Map.of("fn", "count"));
        results.put("errors", of("count_true", "error"));
        results.put("error_rate", of("error_rate", "error"));
        results.put("top_errors", of("top", "error"));
        results.put("finish_reasons", of("top", "finish_reasons"));
        return results;
    }

    private static Map<String, Map<String, Object>> usage() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("requests", Map.of("fn", "count"));
        results.put("users", of("distinct", "user_id"));
        results.putAll(tokens());
        results.put("cache_hit_rate", Map.of("fn", "ratio", "of", "cached_tokens", "per", "input_tokens"));
        results.put("cost_by_user", Map.of("fn", "top", "field", "user_id", "by", "cost"));
        results.put("cost_by_team", Map.of("fn", "top", "field", "team", "by", "cost"));
        return results;
    }

    private static Map<String, Map<String, Object>> tokens() {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("input_tokens", of("sum", "input_tokens"));
        results.put("output_tokens", of("sum", "output_tokens"));
        results.put("total_tokens", Map.of("fn", "sum", "field", "input_tokens", "plus", "output_tokens"));
        return results;
    }

    private static Map<String, Object> of(String fn, String field) {
        return Map.of("fn", fn, "field", field);
    }
}
