package dev.nightjar.job.nightly;

import dev.nightjar.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The stages of the nightly job, in their order. */
public final class Stages {
    private Stages() {}

    /**
     * All of them.
     *
     * @param version of Nightjar, for the report
     * @param stopped whether a stop was asked for, so that long stages end early
     */
    public static List<Stage> inOrder(Store store, InstantSource clock, String version, BooleanSupplier stopped) {
        Detect detect = new Detect(store);
        return List.of(new ReadCatalog(clock), detect, new Rank(new Nights(store), store));
    }
}
