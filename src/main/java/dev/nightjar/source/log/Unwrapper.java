package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;

/** Takes plain log lines out of something that carries them. Reused by one worker. */
interface Unwrapper {
    /** Writes the lines of {@code bytes[from, to)} as a server writes them to a plain log; gives lines it passed over. */
    long unwrap(byte[] bytes, int from, int to, ByteArrayOutputStream out);
}
