// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.pane.PaneTiming;

/** What one worker counts of one view. Written by that worker alone; read when it is quiet. */
final class ViewTally {
    long aggregated;
    long late;
    long unassigned;
    long lateAssignments;
    long earlyPanes;
    long onTimePanes;
    long latePanes;
    long retractions;

    /** Of windows without elements. */
    long filledPanes;

    /** Pieces of state that were begun, in this process: a checkpoint does not have it. */
    long created;

    /** The elements of complete windows, in this process. */
    final Measure windowElements = Measure.ofWindows();

    /** Of detectors, in this process: a checkpoint does not have it. */
    long alerts;

    void pane(PaneTiming timing) {
        switch (timing) {
            case EARLY -> earlyPanes++;
            case ON_TIME -> onTimePanes++;
            case LATE -> latePanes++;
        }
    }

    void write(StateOutput out) {
        for (long one : new long[] {
            aggregated, late, unassigned, lateAssignments, earlyPanes, onTimePanes, latePanes, retractions
        }) {
            out.writeVarLong(one);
        }
    }

    /** Writes what {@link #write} does not, after everything else of the view: of one that fills no gaps, and in what was written before any could, it is not there. */
    void writeFilled(StateOutput out) {
        if (filledPanes > 0) {
            out.writeVarLong(filledPanes);
        }
    }

    /** Reads what {@link #writeFilled} wrote. */
    void readFilled(StateInput in) throws CorruptStateException {
        filledPanes = in.remaining() == 0 ? 0 : in.readVarLong();
    }

    void read(StateInput in) throws CorruptStateException {
        aggregated = in.readVarLong();
        late = in.readVarLong();
        unassigned = in.readVarLong();
        lateAssignments = in.readVarLong();
        earlyPanes = in.readVarLong();
        onTimePanes = in.readVarLong();
        latePanes = in.readVarLong();
        retractions = in.readVarLong();
    }

    void add(ViewTally other) {
        aggregated += other.aggregated;
        late += other.late;
        unassigned += other.unassigned;
        lateAssignments += other.lateAssignments;
        earlyPanes += other.earlyPanes;
        onTimePanes += other.onTimePanes;
        latePanes += other.latePanes;
        retractions += other.retractions;
        filledPanes += other.filledPanes;
        alerts += other.alerts;
        created += other.created;
    }
}
