// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule07.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.LongSupplier;

final class ReadsWallClock {
    /** A reference, not a call: it counts too. */
    private final LongSupplier nanos = System::nanoTime;

    void sleepUntil(long end) throws InterruptedException {
        Thread.sleep(end - System.currentTimeMillis());
    }

    @SuppressWarnings("JavaUtilDate") // Error Prone refuses it as well; here the architecture's rule is to find it.
    String everythingElse() {
        return "" + nanos + Instant.now() + Clock.systemUTC() + LocalDate.now(ZoneOffset.UTC) + new Date();
    }
}
