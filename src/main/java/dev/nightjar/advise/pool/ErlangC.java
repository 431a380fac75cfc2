package dev.nightjar.advise.pool;

/**
 * Waiting in an M/M/N queue (Erlang 1917): N connections, arrivals at random, holds of random length. Uses the recursion
 * of Erlang B, which neither overflows nor loses digits. Cost: linear in N.
 */
final class ErlangC {
    private ErlangC() {}

    /** Probability that a checkout waits at all; 1 when the load does not fit. */
    static double waitProbability(int connections, double load) {
        if (load >= connections) {
            return 1;
        }
        double blocked = 1;
        for (int n = 1; n <= connections; n++) {
            blocked = load * blocked / (n + load * blocked);
        }
        return blocked / (1 - load / connections * (1 - blocked));
    }

    /** Seconds that all but this share of checkouts wait less than; NaN when the load does not fit. */
    static double waitQuantile(int connections, double load, double holdSeconds, double share) {
        if (load >= connections) {
            return Double.NaN;
        }
        double probability = waitProbability(connections, load);
        return probability <= share ? 0 : Math.log(probability / share) * holdSeconds / (connections - load);
    }

    /** Fewest connections with which all but this share of checkouts wait less than that. */
    static int size(double load, double holdSeconds, double waitSeconds, double share, int most) {
        int connections = Math.max(1, (int) Math.floor(load) + 1);
        while (connections < most && !(waitQuantile(connections, load, holdSeconds, share) <= waitSeconds)) {
            connections++;
        }
        return connections;
    }
}
