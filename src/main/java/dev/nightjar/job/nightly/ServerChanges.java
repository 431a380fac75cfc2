package dev.nightjar.job.nightly;

import dev.nightjar.detect.Marker;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.store.Dated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was done to a server between visits: restarts, upgrades and changed settings, as they may explain a change. */
final class ServerChanges {
    /** Of our own session, role and database, which says nothing of others. */
    private static final Set<String> OUR_SOURCES =
            Set.of("session", "client", "interactive", "user", "database", "database user");

    /** Told as a restart. */
    private static final Set<String> VERSION = Set.of("server_version", "server_version_num");

    /** In place of a value that may be a secret. */
    private static final String NOT_READ = "(not read)";

    private static final int MOST_NAMED = 3;
    private static final int MOST_CHARACTERS = 40;

    private ServerChanges() {}

    /** @param seen the server's descriptions in order of time */
    static List<Marker> of(List<Dated<ServerFacts>> seen) {
        List<Marker> markers = new ArrayList<>();
        for (int i = 1; i < seen.size(); i++) {
            Dated<ServerFacts> earlier = seen.get(i - 1);
            ServerFacts before = earlier.fact();
            Dated<ServerFacts> now = seen.get(i);
            boolean restarted = now.fact().startedAt().isAfter(earlier.at());
            Instant at = restarted ? now.fact().startedAt() : now.at();
            String what = !before.version().equals(now.fact().version())
                    ? "PostgreSQL " + before.version() + " became " + now.fact().version()
                    : restarted
                            ? "the server was restarted"
                            : isAnother(before, now.fact()) ? "another server answered" : "";
            if (!what.isEmpty()) {
                markers.add(new Marker(at, Marker.Kind.RESTART, "", what));
            }
            settings(before, now.fact())
                    .map(label -> new Marker(now.at(), Marker.Kind.SETTINGS, "", label))
                    .ifPresent(markers::add);
        }
        return markers;
    }

    /** One that ran all the while, or has another part now. */
    private static boolean isAnother(ServerFacts before, ServerFacts now) {
        return before.inRecovery() != now.inRecovery() || !before.startedAt().equals(now.startedAt());
    }

    private static boolean isToldOf(Setting setting) {
        return !OUR_SOURCES.contains(setting.source())
                && !VERSION.contains(setting.name())
                && !setting.value().equals(NOT_READ);
    }

    /** What is not there on both sides was not readable to the role, or belongs to another version. */
    private static Optional<String> settings(ServerFacts before, ServerFacts now) {
        Map<String, Setting> known =
                before.settings().stream().collect(Collectors.toMap(Setting::name, Function.identity(), (a, b) -> a));
        List<String> changed = now.settings().stream()
                .filter(ServerChanges::isToldOf)
                .flatMap(setting -> Optional.ofNullable(known.get(setting.name()))
                        .filter(ServerChanges::isToldOf)
                        .filter(earlier -> !earlier.value().equals(setting.value()))
                        .map(earlier -> setting.name() + " was changed from " + text(earlier) + " to " + text(setting))
                        .stream())
                .toList();
        int more = changed.size() - MOST_NAMED;
        String named = changed.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        more <= 0 ? named : named + " and " + more + (more == 1 ? " setting" : " settings") + " more");
    }

    private static String text(Setting setting) {
        String value = setting.value().isEmpty() ? "''" : setting.value();
        String shown = value.length() > MOST_CHARACTERS ? value.substring(0, MOST_CHARACTERS) + "…" : value;
        boolean multiple =
                !setting.unit().isEmpty() && Character.isDigit(setting.unit().charAt(0));
        return shown + (setting.unit().isEmpty() ? "" : (multiple ? " x " : " ") + setting.unit());
    }
}
