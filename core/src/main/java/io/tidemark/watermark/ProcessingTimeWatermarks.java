// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

/** The watermark is processing time itself, whatever the elements say and whichever partition is idle (rule W6). */
public enum ProcessingTimeWatermarks implements WatermarkStrategy<Object> {
    /** The only one. */
    INSTANCE;

    @Override
    public WatermarkGenerator<Object> createGenerator() {
        return (element, timestamp) -> Watermark.MIN;
    }
}
