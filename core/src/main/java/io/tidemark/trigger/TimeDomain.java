// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

/** Which time a timer waits for. */
public enum TimeDomain {
    /** The view's watermark. */
    EVENT_TIME,
    /** The processing clock. */
    PROCESSING_TIME
}
