/** A real server with passwords and access rules; formats of other versions as recorded text. */
@NullMarked
package dev.nightjar.source.redis;

import org.jspecify.annotations.NullMarked;
