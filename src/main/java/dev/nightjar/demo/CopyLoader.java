package dev.nightjar.demo;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Feeds rows of one table to COPY in text format. */
final class CopyLoader implements AutoCloseable {
    private static final int FLUSH_CHARS = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(FLUSH_CHARS + 1024);

    /** Frozen rows need no second visit to be marked visible; the table must be new in this transaction. */
    CopyLoader(Connection connection, String tableAndColumns) throws SQLException {
        CopyManager manager = new CopyManager(connection.unwrap(BaseConnection.class));
        this.copy = manager.copyIn("COPY " + tableAndColumns + " FROM STDIN (FREEZE)");
    }

    /** Adds a row; values must not hold tabs, newlines or backslashes. */
    void row(Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                buffer.append('\t');
            }
            buffer.append(values[i]);
        }
        buffer.append('\n');
        if (buffer.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            flush();
            copy.endCopy();
        }
    }
}
