package dev.nightjar.advise.index.shadow;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of a relation of the shadow, made as long as the target's without using disk: the planner asks the file
 * system for the number of blocks, and nothing ever reads them.
 */
final class RelationFile {
    private static final long SEGMENT = 1L << 30;

    private final Path first;

    RelationFile(Path first) {
        this.first = first;
    }

    /** Makes it that long, in segments as PostgreSQL expects them: all but the last exactly 1 GB. */
    void extend(long bytes) throws IOException {
        long whole = bytes / SEGMENT;
        for (long segment = 0; segment <= whole; segment++) {
            Path file = segment == 0 ? first : first.resolveSibling(first.getFileName() + "." + segment);
            if (!Files.exists(file)) {
                Files.createFile(file);
                // The server may run as another user than we do.
                Files.setOwner(file, Files.getOwner(first));
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(first));
            }
            setLength(file, segment < whole ? SEGMENT : bytes % SEGMENT);
        }
    }

    /** Makes it look empty to a session that opens it anew; {@link #extend} undoes it. */
    void shrink() throws IOException {
        setLength(first, 0);
    }

    /** Gives an empty B-tree its height; its pages must not be in the server's buffers. */
    void setHeight(int height) throws IOException {
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            write(channel, BtreePages.metapageRoot(height), BtreePages.metapageRootOffset());
            write(channel, BtreePages.pages(height), BtreePages.BLOCK);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static void setLength(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }
}
