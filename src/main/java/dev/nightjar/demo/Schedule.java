package dev.nightjar.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;

/**
 * What happens when: an open load, whose arrivals do not wait for the server. The same plan gives the same events.
 */
final class Schedule {
    private final DemoPlan plan;
    private final List<Activity> activities = new ArrayList<>();
    private final DepotOperations depots;

    /**
     * One arrival.
     *
     * @param offsetNanos after the beginning of its hour, in real time
     * @param seed of what the operation chooses
     */
    record Event(long offsetNanos, Lane lane, Operation operation, long seed) {}

    Schedule(DemoPlan plan) {
        this.plan = plan;
        this.depots = new DepotOperations(plan);
        activities.addAll(new ApiOperations(plan).activities());
        activities.addAll(depots.activities());
        activities.addAll(new ReportOperations().activities());
    }

    /** The events of a simulated hour in their order. */
    List<Event> hour(int index) {
        SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + index);
        Instant hour = plan.start().plus(Duration.ofHours(index));
        double load = Rhythm.at(hour);
        long length = plan.hourLength().toNanos();
        List<Event> events = new ArrayList<>();
        for (Activity activity : activities) {
            if (activity.when().covers(hour.atOffset(ZoneOffset.UTC))) {
                // The fraction is drawn, so that rare activities keep their rate and frequent ones are steady.
                int times = (int) (activity.perPeakHour() * load + random.nextDouble());
                for (int i = 0; i < times; i++) {
                    events.add(new Event(
                            random.nextLong(length), activity.lane(), activity.operation(), random.nextLong()));
                }
            }
        }
        if (crosses(index)) {
            CyclicBarrier both = new CyclicBarrier(2);
            events.add(new Event(length / 2, Lane.SCAN, depots.crossing(both, 7, 11), 0));
            events.add(new Event(length / 2, Lane.SCAN, depots.crossing(both, 11, 7), 0));
        }
        events.sort(Comparator.comparingLong(Event::offsetNanos));
        return events;
    }

    /** Two dispatchers get in each other's way twice a day. */
    private static boolean crosses(int index) {
        return index % 24 == 5 || index % 24 == 15;
    }
}
