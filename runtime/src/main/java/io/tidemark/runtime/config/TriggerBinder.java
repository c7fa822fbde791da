// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.TriggerConfig.Early;
import io.tidemark.runtime.config.TriggerConfig.Mode;
import io.tidemark.trigger.AfterWatermark.OnTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads when a view emits. */
final class TriggerBinder {
    private static final Value<Long> COUNT = Values.integer(1, Long.MAX_VALUE);

    private TriggerBinder() {}

    static TriggerConfig bind(Section section) {
        section.get("primary", Values.oneOf(List.of("on_watermark")), "on_watermark");
        TriggerConfig trigger = new TriggerConfig(
                section.get("on_time", Values.oneOf(OnTime.class), OnTime.ALWAYS),
                early(section.section("early_firing")),
                late(section.section("late_firing")),
                ConditionBinder.bind(section.section("on_critical_event")));
        section.close();
        return trigger;
    }

    private static Optional<Early> early(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        boolean enabled = section.get("enabled", Values.flag(), true);
        OptionalLong interval = optional(section.optional("interval", Values.duration(1)));
        Mode mode = section.get("mode", Values.oneOf(Mode.class), Mode.SINCE_FIRST);
        OptionalLong count = optional(section.optional("count", COUNT));
        if (enabled && !section.has("interval") && !section.has("count")) {
            section.missing("interval", "early panes need an interval, a count, or both: 'interval: 30s'");
        }
        section.close();
        return enabled ? Optional.of(new Early(interval, mode, count)) : Optional.empty();
    }

    private static long late(Section section) {
        if (!section.isPresent()) {
            return 0;
        }
        long interval = section.get("interval", Values.duration(0), 0L);
        section.close();
        return interval;
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
