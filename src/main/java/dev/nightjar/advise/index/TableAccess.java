package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.IndexKey;
import dev.nightjar.model.schema.ObjectName;
import java.util.List;
import java.util.Set;

/**
 * What a statement asks of one of its tables.
 *
 * @param conditions that must all hold
 * @param alternatives arms of ORs, each with its own conditions
 * @param orders wanted orders, each a list of keys of this table alone
 * @param needed every column that the statement reads of it; empty when the whole row is needed
 */
record TableAccess(
        ObjectName table,
        String alias,
        List<Condition> conditions,
        List<List<Condition>> alternatives,
        List<List<IndexKey>> orders,
        Set<String> needed) {

    TableAccess {
        conditions = List.copyOf(conditions);
        alternatives = List.copyOf(alternatives);
        orders = List.copyOf(orders);
        needed = Set.copyOf(needed);
    }
}
