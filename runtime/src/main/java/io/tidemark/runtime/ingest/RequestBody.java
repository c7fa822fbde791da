// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks the body of a request, and no more of it than is allowed. */
final class RequestBody {
    private RequestBody() {}

    /**
     * The bytes of {@code request}, unpacked.
     *
     * @throws RefusedException when there are more than {@code limit}, or they are packed in another way, or badly
     */
    static byte[] read(IngestRequest request, int limit) throws RefusedException, IOException {
        String encoding = request.contentEncoding().strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> read(request.body(), limit);
            case "gzip", "x-gzip" -> unpack(request.body(), limit);
            default ->
                throw new RefusedException(
                        RefusedException.UNSUPPORTED, "a body may be packed with gzip, and in no other way");
        };
    }

    private static byte[] unpack(InputStream packed, int limit) throws RefusedException, IOException {
        try (InputStream unpacked = new GZIPInputStream(packed)) {
            return read(unpacked, limit);
        } catch (ZipException | EOFException e) {
            throw new RefusedException(
                    RefusedException.UNREADABLE, "the body is said to be gzip, but cannot be unpacked");
        }
    }

    private static byte[] read(InputStream body, int limit) throws RefusedException, IOException {
        byte[] bytes = body.readNBytes(limit);
        if (bytes.length == limit && body.read() >= 0) {
            throw new RefusedException(
                    RefusedException.TOO_LARGE,
                    "the body, unpacked, has more than the " + (limit >> 20)
                            + " MB that are taken at once; send less in each request, or raise 'max_request_mb' of the job's source");
        }
        return bytes;
    }
}
