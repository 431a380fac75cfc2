package dev.nightjar.config;

import java.util.List;
import java.util.Optional;

/**
 * Where the server's log is.
 *
 * @param files paths or patterns such as {@code /var/log/postgresql/*.csv}
 * @param overSql whether to read it through the server with {@code pg_ls_logdir()}
 * @param prefix log_line_prefix of the files, where it differs from the server's setting
 * @param keepLiterals whether constants of statements may be kept; redacted otherwise
 */
public record LogFiles(List<String> files, boolean overSql, Optional<String> prefix, boolean keepLiterals) {

    public LogFiles {
        files = List.copyOf(files);
    }
}
