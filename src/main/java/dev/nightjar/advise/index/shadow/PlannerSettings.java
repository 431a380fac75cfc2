package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.PlannerSetting;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The target's planner settings as a session of the shadow takes them. What a younger planner has and the target has
 * not is switched off, so that the shadow does not promise what the target cannot do.
 */
final class PlannerSettings {
    /** Setting to the major version that brought it. */
    private static final Map<String, Integer> SINCE = Map.of(
            "enable_self_join_elimination", 18,
            "enable_distinct_reordering", 18,
            "enable_group_by_reordering", 17,
            "enable_presorted_aggregate", 16,
            "enable_memoize", 14,
            "enable_async_append", 14);

    private PlannerSettings() {}

    /** Name to value, for {@code set_config}; names that the shadow does not know are skipped there. */
    static Map<String, String> of(SchemaSnapshot schema, int shadowMajor) {
        int major = schema.database().major();
        Map<String, String> values = new LinkedHashMap<>();
        for (PlannerSetting setting : schema.settings()) {
            boolean renamed = shadowMajor >= 16 && setting.name().equals("force_parallel_mode");
            values.put(renamed ? "debug_parallel_query" : setting.name(), setting.value());
        }
        SINCE.forEach((name, since) -> {
            if (major < since && shadowMajor >= since) {
                values.put(name, "off");
            }
        });
        return values;
    }
}
