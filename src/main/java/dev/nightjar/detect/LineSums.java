package dev.nightjar.detect;

/**
 * Sums of weight·uᵖ and of weight·y·uᵖ over the samples from a step on, u being steps since then: what least squares of a line that
 * begins there are made of.
 *
 * <p>From one step to the one before, every u grows by one, so that each sum of the earlier step is one of the later step's with
 * binomial coefficients (Σ w (u + 1)² = Σ w u² + 2 Σ w u + Σ w), all positive, which loses no digits. All places together cost one
 * pass over the steps.
 */
final class LineSums {
    private static final int POWERS = 5;
    private static final int POWERS_OF_Y = 3;

    private final int first;
    /** By power and place. */
    private final double[][] w;

    private final double[][] wy;

    /**
     * Makes the sums of the steps from {@code first} to {@code last}, beyond which there may be samples.
     *
     * @param mean taken from every value
     */
    LineSums(Hinge.View view, double mean, int first, int last) {
        this.first = first;
        int next = view.at().length - 1;
        int places = Math.max(last, view.at()[next]) - first + 1;
        w = new double[POWERS][places];
        wy = new double[POWERS_OF_Y][places];
        double[] sum = new double[POWERS];
        double[] sumOfY = new double[POWERS_OF_Y];
        for (int place = places - 1; place >= 0; place--) {
            addOne(sum);
            addOne(sumOfY);
            for (; next >= 0 && view.at()[next] == first + place; next--) {
                sum[0] += view.weights()[next];
                sumOfY[0] += view.weights()[next] * (view.values()[next] - mean);
            }
            for (int power = 0; power < POWERS; power++) {
                w[power][place] = sum[power];
            }
            for (int power = 0; power < POWERS_OF_Y; power++) {
                wy[power][place] = sumOfY[power];
            }
        }
    }

    /** Σ (u + 1)ᵖ from Σ uᵖ for all p at once: each addition of neighbours is one row of Pascal's triangle. */
    private static void addOne(double[] sums) {
        for (int lowest = sums.length - 1; lowest > 0; lowest--) {
            for (int power = lowest; power < sums.length; power++) {
                sums[power] += sums[power - 1];
            }
        }
    }

    /** Σ w uᵖ over the samples from a step on. */
    double w(int power, int step) {
        return w[power][step - first];
    }

    /** Σ w (y − mean) uᵖ over the samples from a step on. */
    double wy(int power, int step) {
        return wy[power][step - first];
    }
}
