package dev.nightjar.job.nightly;

import dev.nightjar.detect.Marker;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.store.Dated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was done to a server between visits: restarts, upgrades and changed settings, as they may explain a change. */
final class ServerChanges {
    /** Of our own session, which says nothing of others. */
    private static final Set<String> OUR_SOURCES = Set.of("session", "client", "interactive");

    private static final int MOST_NAMED = 3;
    private static final int MOST_CHARACTERS = 40;

    private ServerChanges() {}

    /** @param seen the server's descriptions in order of time */
    static List<Marker> of(List<Dated<ServerFacts>> seen) {
        List<Marker> markers = new ArrayList<>();
        for (int i = 1; i < seen.size(); i++) {
            ServerFacts before = seen.get(i - 1).fact();
            Dated<ServerFacts> now = seen.get(i);
            if (!before.version().equals(now.fact().version())) {
                markers.add(new Marker(
                        now.fact().startedAt(),
                        Marker.Kind.RESTART,
                        "",
                        "PostgreSQL " + before.version() + " became "
                                + now.fact().version()));
            } else if (now.fact().startedAt().isAfter(before.startedAt())) {
                markers.add(new Marker(now.fact().startedAt(), Marker.Kind.RESTART, "", "the server was restarted"));
            }
            settings(before, now.fact())
                    .map(label -> new Marker(now.at(), Marker.Kind.SETTINGS, "", label))
                    .ifPresent(markers::add);
        }
        return markers;
    }

    /** What is not there on both sides was not readable to the role, or belongs to another version. */
    private static Optional<String> settings(ServerFacts before, ServerFacts now) {
        Map<String, Setting> known =
                before.settings().stream().collect(Collectors.toMap(Setting::name, Function.identity(), (a, b) -> a));
        List<String> changed = now.settings().stream()
                .filter(setting -> !OUR_SOURCES.contains(setting.source()))
                .flatMap(setting -> Optional.ofNullable(known.get(setting.name()))
                        .filter(earlier -> !OUR_SOURCES.contains(earlier.source()))
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
