package dev.nightjar.store;

import dev.nightjar.model.Window;

/** One judged window in the ledger. */
public record NightEntry(
        String target, Window window, int revision, int findings, int recommendations, boolean hasReport) {}
