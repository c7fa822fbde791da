// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/**
 * The bytes of {@link DistinctTexts}: those of equal texts are equal.
 *
 * <pre>
 * byte    precision: the logarithm of the number of registers
 * byte    form: 0 hashes, 1 registers
 * form 0: number how many, each in 8 bytes, in their order; wyhash final 4 of the texts' characters, 1 for 0
 * form 1: the registers of an UltraLogLog, a byte each
 * </pre>
 *
 * <p>A register that no hash can have made is refused.
 */
public final class DistinctTextsCodec implements StateCodec<DistinctTexts> {
    /** The only one that is needed. */
    public static final DistinctTextsCodec INSTANCE = new DistinctTextsCodec();

    private static final int HASHES = 0;
    private static final int REGISTERS = 1;

    private DistinctTextsCodec() {}

    @Override
    public String name() {
        return "tidemark.distinct_texts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(DistinctTexts texts, StateOutput out) {
        out.writeByte(texts.precision());
        UltraLogLog sketch = texts.sketch();
        if (sketch != null) {
            out.writeByte(REGISTERS);
            out.writeRaw(sketch.getState());
            return;
        }
        out.writeByte(HASHES);
        long[] hashes = texts.sortedHashes();
        out.writeVarLong(hashes.length);
        for (long hash : hashes) {
            out.writeLong(hash);
        }
    }

    @Override
    public DistinctTexts read(StateInput in, int version) throws CorruptStateException {
        checkVersion(version);
        int precision = in.readByte();
        check(
                precision >= DistinctTexts.MIN_PRECISION && precision <= DistinctTexts.MAX_PRECISION,
                "the precision is out of bounds");
        DistinctTexts texts = new DistinctTexts(precision);
        int form = in.readByte();
        if (form == REGISTERS) {
            texts.turnInto(UltraLogLog.wrap(registers(in, precision)));
        } else {
            check(form == HASHES, "the form is unknown");
            readHashes(in, texts);
        }
        return texts;
    }

    private static void readHashes(StateInput in, DistinctTexts texts) throws CorruptStateException {
        int size = in.readCount(Long.BYTES);
        check(size <= DistinctTexts.exact(texts.precision()), "there are too many hashes");
        long before = 0;
        for (int i = 0; i < size; i++) {
            long hash = in.readLong();
            check(hash != 0 && (i == 0 || hash > before), "the hashes are out of order");
            texts.addHash(hash);
            before = hash;
        }
    }

    private static byte[] registers(StateInput in, int precision) throws CorruptStateException {
        byte[] registers = in.readRaw(1 << precision);
        for (byte register : registers) {
            check(isPossible(register & 0xFF, precision), "a register is of no hash");
        }
        return registers;
    }

    /** A register holds a rank of at least precision - 1 in its high 6 bits, and in the low 2 whether the two ranks before it came, if there are any. */
    private static boolean isPossible(int register, int precision) {
        int least = 4 * (precision - 1);
        return register == 0
                || register == least
                || register == least + 4
                || register == least + 6
                || register >= least + 8;
    }

    private static void check(boolean good, String otherwise) throws CorruptStateException {
        if (!good) {
            throw new CorruptStateException("these are not the bytes of distinct texts: " + otherwise);
        }
    }
}
