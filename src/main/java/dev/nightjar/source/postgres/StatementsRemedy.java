package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.sql.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What keeps pg_stat_statements from being read, and the statements that would change it, in their order. */
final class StatementsRemedy {
    static final String SOURCE = "pg_stat_statements";
    private static final String NOT_PRELOADED = "55000";

    private StatementsRemedy() {}

    /** What is known before the view is asked. */
    static Optional<MissingInput> before(ServerState state, String database) {
        List<String> reasons = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        if (state.preloaded().isPresent() && !preloads(state.preloaded().get())) {
            reasons.add("it is not in shared_preload_libraries");
            steps.add(preload(state.preloaded().get()));
        }
        if (state.statementsSchema().isEmpty()) {
            reasons.add("the extension is not installed in the database " + database);
            if (!state.statementsAvailable()) {
                steps.add(0, "install the server's contrib package");
            }
            steps.add("in the database " + database + ", as a superuser or its owner: CREATE EXTENSION"
                    + " pg_stat_statements;");
        }
        if (!state.readsStatistics()) {
            reasons.add("the role sees <insufficient privilege> for other roles' statements");
            steps.add("GRANT pg_monitor TO " + Identifiers.quote(state.role()) + ";");
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(new MissingInput(SOURCE, String.join("; ", reasons), String.join("; ", steps)));
    }

    /** What the view itself said. */
    static MissingInput refused(java.sql.SQLException e, ServerState state) {
        String remedy = NOT_PRELOADED.equals(e.getSQLState())
                ? preload(state.preloaded().orElse(""))
                : "42501".equals(e.getSQLState())
                        ? "GRANT pg_read_all_stats TO " + Identifiers.quote(state.role()) + ";"
                        : QueryRefusal.remedy(e, state.role());
        return new MissingInput(SOURCE, ServerMessage.of(e), remedy);
    }

    private static boolean preloads(String setting) {
        return Arrays.stream(setting.split(","))
                .map(library -> library.strip().replace("\"", "").replaceFirst("^\\$libdir/", ""))
                .anyMatch(SOURCE::equals);
    }

    private static String preload(String present) {
        String libraries = Arrays.stream((present.isBlank() ? SOURCE : present + "," + SOURCE).split(","))
                .map(library -> "'" + library.strip().replace("\"", "") + "'")
                .collect(Collectors.joining(", "));
        return "ALTER SYSTEM SET shared_preload_libraries = " + libraries + "; then restart the server";
    }
}
