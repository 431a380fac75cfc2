/** Real servers started, killed and swept; {@link dev.nightjar.embedded.TestPostgres} serves all other tests. */
@NullMarked
package dev.nightjar.embedded;

import org.jspecify.annotations.NullMarked;
