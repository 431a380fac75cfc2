/** One class per command. */
@NullMarked
package dev.nightjar.cli;

import org.jspecify.annotations.NullMarked;
