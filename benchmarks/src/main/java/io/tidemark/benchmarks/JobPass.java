// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.engine.Job;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a job did in one interval between two checkpoints, after a first one with state of every user; the checkpoint at the interval's end belongs to it.
 *
 * @param elements how many came
 * @param wallNanos how long it took
 * @param cpuNanos what processors worked for this process, its collectors and the threads of native libraries included; a server is another process
 * @param checkpoints how many were taken, the last one included
 * @param evictions how many entries left the heap
 * @param panes how many came out
 * @param heapBytes the most heap that was in use after a collection
 * @param residentKib the memory of the process at the beginning, after each quarter, and after the last checkpoint
 */
record JobPass(
        long elements,
        long wallNanos,
        long cpuNanos,
        long checkpoints,
        long evictions,
        long panes,
        long heapBytes,
        List<Long> residentKib) {
    private static final double NANOS = 1e9;
    private static final int QUARTERS = 4;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * Measures a job that is open and was not worked on, for one interval between checkpoints. When it begins one is due, with all that has changed in the interval before; it is written while the job works on, and the pass does not
     * end before it is.
     */
    static JobPass of(JobRun<Visit> run, long users, long intervalNanos) throws IOException {
        Job<Visit> job = run.job();
        while (job.records() < users) {
            job.doWork();
        }
        job.checkpoint();
        work(job, intervalNanos);
        System.gc();
        List<Long> resident = new ArrayList<>();
        long heap = 0;
        resident.add(ProcessMemory.residentKib());
        long elements = job.records();
        long checkpoints = run.checkpoints();
        long evictions = job.pipeline().evictions();
        long panes = run.panes().checksum().panes();
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        for (int quarter = 1; quarter <= QUARTERS; quarter++) {
            long end = intervalNanos * quarter / QUARTERS;
            while (System.nanoTime() - begin < end) {
                job.doWork();
                heap = Math.max(heap, ProcessMemory.heapAfterCollection());
            }
            resident.add(ProcessMemory.residentKib());
        }
        run.awaitCheckpoint();
        long wall = System.nanoTime() - begin;
        resident.add(ProcessMemory.residentKib());
        return new JobPass(
                job.records() - elements,
                wall,
                SYSTEM.getProcessCpuTime() - cpu,
                run.checkpoints() - checkpoints,
                job.pipeline().evictions() - evictions,
                run.panes().checksum().panes() - panes,
                heap,
                resident);
    }

    private static void work(Job<Visit> job, long nanos) throws IOException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            job.doWork();
        }
    }

    /** Elements for each second. */
    double perSecond() {
        return elements * NANOS / wallNanos;
    }

    /** Elements for each second that a processor worked. */
    double perCpuSecond() {
        return elements * NANOS / cpuNanos;
    }

    /** The resident memory over time, MiB. */
    String resident() {
        return residentKib.stream()
                .map(kib -> String.format(Locale.ROOT, "%,d", kib >> 10))
                .collect(Collectors.joining(" "));
    }
}
