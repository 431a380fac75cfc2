/**
 * Index advice: in flow a schema snapshot, the workload and the use of the existing indexes; out flow indexes to make
 * and to drop, each with what it saves, what its upkeep costs and what was rejected. Every question goes to the shadow
 * planner ({@code shadow}), none to the target. Start at {@link dev.nightjar.advise.index.IndexAdvisor}.
 */
@NullMarked
package dev.nightjar.advise.index;

import org.jspecify.annotations.NullMarked;
