package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ObjectName;
import java.util.Collection;
import java.util.Set;

/**
 * A configuration of indexes to plan with.
 *
 * @param with hypothetical ones that are to exist
 * @param without existing ones that are not to
 */
public record WhatIf(Set<ShadowIndex> with, Set<ObjectName> without) {

    /** The target as it is. */
    public static final WhatIf AS_IS = new WhatIf(Set.of(), Set.of());

    public WhatIf {
        with = Set.copyOf(with);
        without = Set.copyOf(without);
    }

    public static WhatIf with(Collection<ShadowIndex> indexes) {
        return new WhatIf(Set.copyOf(indexes), Set.of());
    }

    public static WhatIf without(Collection<ObjectName> indexes) {
        return new WhatIf(Set.of(), Set.copyOf(indexes));
    }
}
