package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** A stream that can be read once, such as standard input; packed or not. */
public final class StreamLogSource implements LogSource {
    private final String name;
    private final InputStream stream;

    public StreamLogSource(String name, InputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        PushbackInputStream start = new PushbackInputStream(stream, Packing.MAGIC_LENGTH);
        byte[] magic = start.readNBytes(Packing.MAGIC_LENGTH);
        start.unread(magic);
        InputStream unpacked = Packing.of(magic).unpack(start, -1);
        unpacked.skipNBytes(offset);
        return unpacked;
    }

    @Override
    public boolean opensOnce() {
        return true;
    }
}
