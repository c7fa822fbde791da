// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What H2's errors mean. What its storage met is in their causes. */
final class H2Trouble {
    private static final Set<Integer> CORRUPT = Set.of(
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_BLOCK_NOT_FOUND,
            DataUtils.ERROR_SERIALIZATION,
            DataUtils.ERROR_INTERNAL);

    private static final Set<Integer> REFUSED =
            Set.of(ErrorCode.LOCK_TIMEOUT_1, ErrorCode.CONCURRENT_UPDATE_1, ErrorCode.DEADLOCK_1);

    private H2Trouble() {}

    static Trouble of(SQLException error, Path file) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            @Nullable Trouble known = known(cause, file);
            if (known != null) {
                return known;
            }
        }
        // Most of what is left are errors of the storage under it: whether it goes on is not for us to guess.
        return Trouble.broken("H2 failed with code " + error.getErrorCode() + " on " + file);
    }

    private static @Nullable Trouble known(Throwable cause, Path file) {
        if (cause instanceof IOException && isFull(cause)) {
            return Trouble.broken("there is no room for " + file + ": make some, then it goes on");
        }
        if (cause instanceof MVStoreException storage && CORRUPT.contains(storage.getErrorCode())) {
            return corrupt(file);
        }
        return cause instanceof SQLException error ? known(error.getErrorCode(), file) : null;
    }

    private static @Nullable Trouble known(int code, Path file) {
        if (code == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return Trouble.broken("another process has " + file + " open: only one may use it at a time");
        }
        if (code == ErrorCode.FILE_CORRUPTED_1 || code == ErrorCode.FILE_VERSION_ERROR_1) {
            return corrupt(file);
        }
        return REFUSED.contains(code)
                ? Trouble.refused("another connection of this process is in the way; it can be tried again")
                : null;
    }

    /** There is no exception of its own for it. */
    private static boolean isFull(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("not enough space")
                || message.contains("quota")
                || message.contains("file too large");
    }

    private static Trouble corrupt(Path file) {
        return Trouble.corrupt(
                file + ".mv.db is damaged: move it away and start again, the log of checkpoints has what was in it");
    }
}
