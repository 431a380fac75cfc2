package dev.nightjar.detect;

/**
 * Which samples of a signal belong to each seasonal class, so that a fit which asks for the effects of classes a dozen times
 * sorts its samples once.
 *
 * @param dayKinds by kind of day
 * @param hours by hour of the day
 * @param both by hour on a kind of day
 */
record ClassMembers(Family dayKinds, Family hours, Family both) {

    /**
     * One way to divide the samples.
     *
     * @param of group of each sample
     * @param inOrder the samples group by group, in order of time within each
     * @param end where each group ends in {@code inOrder}; a group begins where the one before ends
     */
    @SuppressWarnings("ArrayRecordComponent") // shared and never changed
    record Family(int[] of, int[] inOrder, int[] end) {

        static Family of(int[] group, int groups) {
            int[] end = new int[groups];
            for (int g : group) {
                end[g]++;
            }
            int[] next = new int[groups];
            for (int g = 1; g < groups; g++) {
                next[g] = end[g - 1];
                end[g] += end[g - 1];
            }
            int[] inOrder = new int[group.length];
            for (int i = 0; i < group.length; i++) {
                inOrder[next[group[i]]++] = i;
            }
            return new Family(group, inOrder, end);
        }

        int groups() {
            return end.length;
        }

        int begin(int group) {
            return group == 0 ? 0 : end[group - 1];
        }
    }

    /**
     * Sorts samples.
     *
     * @param classes class of each sample, hour of the day + 24 × kind of day
     */
    static ClassMembers of(int[] classes, int dayKinds) {
        int[] kind = new int[classes.length];
        int[] hour = new int[classes.length];
        for (int i = 0; i < classes.length; i++) {
            kind[i] = classes[i] / HourClasses.HOURS;
            hour[i] = classes[i] % HourClasses.HOURS;
        }
        return new ClassMembers(
                Family.of(kind, dayKinds),
                Family.of(hour, HourClasses.HOURS),
                Family.of(classes, HourClasses.HOURS * dayKinds));
    }
}
