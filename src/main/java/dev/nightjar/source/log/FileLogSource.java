package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/** A file, plain or packed as gz, zst, bz2 or xz; what it is is told by its first bytes, not by its name. */
public record FileLogSource(Path path) implements LogSource {

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public InputStream open(long offset) throws IOException {
        Packing packing = packing();
        if (packing != Packing.NONE) {
            InputStream unpacked = packing.unpack(Files.newInputStream(path), Files.size(path));
            unpacked.skipNBytes(offset);
            return unpacked;
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public boolean isFinished() {
        try {
            return packing() != Packing.NONE;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            // Whoever opens it says why.
            return 0;
        }
    }

    @Override
    public Optional<Instant> lastChange() throws IOException {
        return Optional.of(Files.getLastModifiedTime(path).toInstant());
    }

    private Packing packing() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Packing.of(in.readNBytes(Packing.MAGIC_LENGTH));
        }
    }
}
