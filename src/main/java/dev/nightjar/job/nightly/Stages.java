package dev.nightjar.job.nightly;

import dev.nightjar.job.collect.OpenSources;
import dev.nightjar.report.html.Templates;
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
    public static List<Stage> inOrder(
            Store store, OpenSources sources, InstantSource clock, String version, BooleanSupplier stopped) {
        Nights nights = new Nights(store);
        Reports reports = new Reports(nights, store, version);
        Templates templates = Templates.packaged();
        return List.of(
                new InspectServers(sources, store),
                new ReadCatalog(clock),
                new ReadLogs(store, clock, stopped),
                new SummariseLogs(store),
                new ReadPools(),
                new Detect(store),
                new PlanIndexes(nights, store, clock),
                new Advise(nights),
                new Rank(nights, store),
                new WriteReport(reports, templates, store, clock),
                // A mail server that is down must not keep old nights.
                new TidyUp(store, clock),
                new Deliver(reports, templates, store, clock));
    }
}
