package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A log that is read in chunks from offsets, such as a server's log file over SQL. */
public record ChunkedLogSource(String name, int chunkBytes, ChunkReader chunks) implements LogSource {

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
                chunk = chunks.read(offset, chunkBytes);
                offset += chunk.length;
                at = 0;
                ended = chunk.length == 0;
            }
            return !ended;
        }
    }
}
