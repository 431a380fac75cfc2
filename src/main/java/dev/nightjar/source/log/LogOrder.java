package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts logs into the order of their first entries, and finds those that are a copy of another, byte for byte or event for
 * event in another format.
 */
final class LogOrder {
    /**
     * @param original name of the log that starts the same
     */
    record Copy(String name, String original) {}

    private final List<LogSource> sources = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final List<Copy> twins = new ArrayList<>();

    LogOrder(List<? extends LogSource> all, LogOptions.Hints hints) {
        if (all.size() < 2) {
            sources.addAll(all);
            return;
        }
        List<LogSource> originalsFirst = new ArrayList<>(all);
        originalsFirst.sort(LogSource.originalsFirst());
        List<LogHead> kept = new ArrayList<>();
        for (LogSource source : originalsFirst) {
            LogHead head = LogHead.of(source, hints);
            Optional<LogHead> original = kept.stream().filter(head::startsLike).findFirst();
            if (original.isPresent()) {
                copies.add(new Copy(source.name(), original.get().source().name()));
            } else {
                kept.stream()
                        .filter(head::tellsTheSameAs)
                        .findFirst()
                        .ifPresent(twin ->
                                twins.add(new Copy(source.name(), twin.source().name())));
                kept.add(head);
            }
        }
        kept.sort(LogHead.OLDEST_FIRST);
        kept.forEach(head -> sources.add(head.source()));
    }

    List<LogSource> sources() {
        return List.copyOf(sources);
    }

    List<Copy> copies() {
        return List.copyOf(copies);
    }

    /** Logs that begin with the events of another one in other bytes; they are among the {@link #sources}. */
    List<Copy> twins() {
        return List.copyOf(twins);
    }
}
