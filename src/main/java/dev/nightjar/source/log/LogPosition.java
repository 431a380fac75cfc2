package dev.nightjar.source.log;

import dev.nightjar.sql.XxHash64;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How far one log was read. A log is recognised by its first bytes and by those before the place, so it is found again
 * under another name, copied, or packed; and a file of the same name that was truncated or begun anew is not taken for
 * it.
 *
 * @param file identity that stays the same as the log grows and moves; a key for stores
 * @param name what the log was called when it was read last
 * @param headHash of the first {@code headLength} bytes, at most {@value #PROBE}
 * @param offset unpacked bytes that were read
 * @param tailHash of the {@code tailLength} bytes before the offset, at most {@value #PROBE}
 * @param lastMicros time of the last entry read
 * @param sequence larger than that of every position made before, over all logs of a server: the largest one's sessions
 *     are where reading goes on
 * @param sessions what was open: texts without duration, transactions
 */
@SuppressWarnings("ArrayRecordComponent") // Copied on the way in and out, compared by its contents.
public record LogPosition(
        String file,
        String name,
        long headHash,
        int headLength,
        long offset,
        long tailHash,
        int tailLength,
        long lastMicros,
        long sequence,
        byte[] sessions) {

    /** Bytes that are compared at either end. */
    static final int PROBE = 4096;

    private static final int VERSION = 2;
    /** Without a sequence. */
    private static final int FIRST_VERSION = 1;

    public LogPosition {
        sessions = sessions.clone();
    }

    @Override
    public byte[] sessions() {
        return sessions.clone();
    }

    /** Bytes that {@link #fromBytes} reads. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            DigestCodec.writeText(out, file);
            DigestCodec.writeText(out, name);
            out.writeLong(headHash);
            out.writeInt(headLength);
            out.writeLong(offset);
            out.writeLong(tailHash);
            out.writeInt(tailLength);
            out.writeLong(lastMicros);
            out.writeLong(sequence);
            out.writeInt(sessions.length);
            out.write(sessions);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The position that {@link #toBytes} wrote.
     *
     * @throws UnreadableDigestException when the bytes are none
     */
    public static LogPosition fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION && version != FIRST_VERSION) {
                throw new IOException("version " + version + " is not known");
            }
            String file = DigestCodec.readText(in);
            String name = DigestCodec.readText(in);
            long headHash = in.readLong();
            int headLength = in.readInt();
            long offset = in.readLong();
            long tailHash = in.readLong();
            int tailLength = in.readInt();
            long lastMicros = in.readLong();
            long sequence = version == FIRST_VERSION ? 0 : in.readLong();
            byte[] sessions = in.readNBytes(in.readInt());
            return new LogPosition(
                    file, name, headHash, headLength, offset, tailHash, tailLength, lastMicros, sequence, sessions);
        } catch (IOException e) {
            throw new UnreadableDigestException("a position: " + e.getMessage(), e);
        }
    }

    boolean startsLike(byte[] head) {
        return headLength <= head.length && headLength > 0 && XxHash64.hash(head, 0, headLength) == headHash;
    }

    boolean endsLike(byte[] tail) {
        return tail.length == tailLength && XxHash64.hash(tail, 0, tailLength) == tailHash;
    }

    static String key(byte[] head) {
        return HexFormat.of().toHexDigits(XxHash64.hash(head, 0, head.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogPosition that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return name + " at " + offset;
    }
}
