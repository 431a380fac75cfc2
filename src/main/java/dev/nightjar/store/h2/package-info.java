/**
 * An H2 file as the store's database: one process opens the file, others reach it through that process.
 *
 * <p>In: a file's place. Out: {@link dev.nightjar.store.h2.H2Dialect}. The file of the holder beside the database
 * ({@link dev.nightjar.store.h2.HolderFile}) says who has it open and how to reach it.
 */
@NullMarked
package dev.nightjar.store.h2;

import org.jspecify.annotations.NullMarked;
