/**
 * Plans as auto_explain logs them. The text of a plan in any of its four formats goes in; its statement and its tree
 * ({@link dev.nightjar.source.log.plan.PlanNode}) come out: start at {@link dev.nightjar.source.log.plan.PlanTexts}. One
 * class per format.
 */
@NullMarked
package dev.nightjar.source.log.plan;

import org.jspecify.annotations.NullMarked;
