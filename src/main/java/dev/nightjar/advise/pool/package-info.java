/**
 * How large a connection pool should be, from its own samples and the server's.
 *
 * <p>In: the pools and sessions of a {@link dev.nightjar.model.Night}, or {@link dev.nightjar.advise.pool.PoolLoad} from
 * anywhere. Out: a {@link dev.nightjar.advise.pool.PoolVerdict} per pool, and the findings and recommendations that say
 * it. Start with {@link dev.nightjar.advise.pool.PoolAdviser}; the reasoning is in
 * {@link dev.nightjar.advise.pool.PoolSizing}.
 */
@NullMarked
package dev.nightjar.advise.pool;

import org.jspecify.annotations.NullMarked;
