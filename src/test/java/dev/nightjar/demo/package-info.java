/** A reduced demo on real servers: each planted effect is measured by plain SQL, so that a broken plant fails. */
@NullMarked
package dev.nightjar.demo;

import org.jspecify.annotations.NullMarked;
