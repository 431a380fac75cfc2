package dev.nightjar.advise.pool;

/**
 * Throughput of a closed network of a processor with several cores and a pure delay, by exact mean value analysis
 * (Reiser and Lavenberg 1980); cores by Seidmann's approximation: one server with the demand divided by the cores, plus
 * a delay for the rest (Seidmann, Schweitzer and Shalev-Oren 1987). Cost: linear in the population.
 *
 * @param cpu processor seconds per checkout
 * @param delay seconds per checkout without the processor
 * @param cores effective ones, positive, not necessarily whole
 */
record ClosedNetwork(double cpu, double delay, double cores) {

    /** Checkouts per second with 0…most connections; the index is the number of connections. */
    double[] throughput(int most) {
        double[] throughput = new double[most + 1];
        double demand = cores > 1 ? cpu / cores : cpu;
        double elsewhere = delay + (cores > 1 ? cpu * (cores - 1) / cores : 0);
        double queue = 0;
        for (int n = 1; n <= most; n++) {
            double response = demand * (1 + queue);
            throughput[n] = n / (elsewhere + response);
            queue = throughput[n] * response;
        }
        return throughput;
    }

    /** The same for a mean number of connections between two whole ones. */
    double throughput(double connections) {
        int below = (int) Math.floor(connections);
        double[] whole = throughput(below + 1);
        return whole[below] + (connections - below) * (whole[below + 1] - whole[below]);
    }

    /** The network whose throughput with so many connections is the one measured; no delay where even that is too slow. */
    static ClosedNetwork through(double cpu, double cores, double connections, double measured) {
        double low = 0;
        double high = connections / measured;
        for (int i = 0; i < 60; i++) {
            double mid = (low + high) / 2;
            if (new ClosedNetwork(cpu, mid, cores).throughput(connections) > measured) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return new ClosedNetwork(cpu, low, cores);
    }
}
