package dev.nightjar.job.nightly;

import dev.nightjar.model.Finding;
import dev.nightjar.model.Window;
import dev.nightjar.report.FindingHistory;
import dev.nightjar.report.FindingHistory.Status;
import dev.nightjar.store.NightEntry;
import dev.nightjar.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a night's findings with those of the nights before. */
final class Ledger {
    /** A finding's cost has to change by this share before it is called worse or better. */
    private static final double NOTABLE = 0.2;

    private final Store store;

    Ledger(Store store) {
        this.store = store;
    }

    List<FindingHistory> compare(String target, Window window, List<Finding> tonight) {
        Map<String, dev.nightjar.store.FindingHistory> known = store.nights().findingHistory(target, window.from());
        Optional<Window> last = lastNight(target, window);
        List<FindingHistory> histories = new ArrayList<>();
        for (Finding finding : tonight) {
            histories.add(history(finding, Optional.ofNullable(known.get(finding.id())), last, window));
        }
        Set<String> present = tonight.stream().map(Finding::id).collect(Collectors.toSet());
        last.ifPresent(before -> {
            for (Finding gone : store.nights().findings(target, before)) {
                dev.nightjar.store.FindingHistory past = known.get(gone.id());
                if (!present.contains(gone.id()) && past != null) {
                    histories.add(new FindingHistory(
                            gone.id(),
                            gone.title(),
                            gone.severity(),
                            past.firstSeen(),
                            past.lastSeen(),
                            past.nightsSeen(),
                            Status.RESOLVED));
                }
            }
        });
        return histories;
    }

    private Optional<Window> lastNight(String target, Window window) {
        return store.nights().list(target).stream()
                .map(NightEntry::window)
                .filter(other -> !other.to().isAfter(window.from()))
                .max(Comparator.comparing(Window::to));
    }

    private static FindingHistory history(
            Finding finding, Optional<dev.nightjar.store.FindingHistory> past, Optional<Window> last, Window window) {
        return new FindingHistory(
                finding.id(),
                finding.title(),
                finding.severity(),
                past.map(dev.nightjar.store.FindingHistory::firstSeen).orElse(window.to()),
                window.to(),
                past.map(dev.nightjar.store.FindingHistory::nightsSeen).orElse(0) + 1,
                // What was gone last night and is back is news again.
                past.filter(before -> last.isEmpty()
                                || !before.lastSeen().isBefore(last.get().to()))
                        .map(before -> status(
                                before.lastImpact().secondsPerDay(),
                                finding.impact().secondsPerDay()))
                        .orElse(Status.NEW));
    }

    private static Status status(double before, double now) {
        if (now > before * (1 + NOTABLE)) {
            return Status.WORSE;
        }
        return now < before * (1 - NOTABLE) ? Status.BETTER : Status.PERSISTING;
    }
}
