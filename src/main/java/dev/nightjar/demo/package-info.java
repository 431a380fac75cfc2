/**
 * A parcel-delivery service with planted problems, for showing and testing what Nightjar finds.
 *
 * <p>In: embedded servers and a {@link dev.nightjar.demo.DemoPlan}. Out: two weeks of real database work in about a
 * minute and a half, on a simulated calendar that one time map explains. What is planted is listed in
 * {@link dev.nightjar.demo.PlantedProblem}; the code that finds knows nothing of it.
 *
 * <p>Start reading at {@link dev.nightjar.demo.Workload}.
 */
@NullMarked
package dev.nightjar.demo;

import org.jspecify.annotations.NullMarked;
