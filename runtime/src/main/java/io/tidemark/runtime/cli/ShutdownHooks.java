// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.job.StopSignal;
import java.util.concurrent.Callable;

/** Turns the end of the process into a signal to the job. */
@FunctionalInterface
public interface ShutdownHooks {
    /** Does {@code work}, and gives {@code stop} when the process is told to end meanwhile. */
    int during(StopSignal stop, Callable<Integer> work) throws Exception;
}
