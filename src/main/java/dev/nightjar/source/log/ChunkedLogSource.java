package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A log that is read in chunks from offsets, such as a server's log file over SQL.
 *
 * @param size bytes when it was listed; what was added since is left for the next time
 * @param lastChange when it was written to last before it was listed, on the reader's clock
 */
public record ChunkedLogSource(String name, long size, Optional<Instant> lastChange, int chunkBytes, ChunkReader chunks)
        implements LogSource {

    /** Reads a part of a log. */
    @FunctionalInterface
    public interface ChunkReader {
        /** The bytes from an offset on; fewer than asked for at the end, none beyond it. */
        byte[] read(long offset, int length) throws IOException;
    }

    @Override
    public InputStream open(long offset) {
        return new ChunkStream(offset);
    }

    private final class ChunkStream extends InputStream {
        private long offset;
        private byte[] chunk = {};
        private int at;
        private boolean ended;

        ChunkStream(long offset) {
            this.offset = offset;
        }

        @Override
        public int read() throws IOException {
            return fill() ? chunk[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, bytes, from, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (at == chunk.length && !ended) {
                int length = (int) Math.min(chunkBytes, Math.max(0, size - offset));
                chunk = length == 0 ? new byte[0] : chunks.read(offset, length);
                offset += chunk.length;
                at = 0;
                ended = chunk.length == 0;
            }
            return !ended;
        }
    }
}
