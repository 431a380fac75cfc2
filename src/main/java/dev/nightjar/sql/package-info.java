/**
 * PostgreSQL's lexical rules. SQL text goes in as bytes; tokens, a canonical text with its stable 64-bit
 * fingerprint, a redacted text and safely quoted names come out. Nothing here parses or connects.
 * Start reading at {@link dev.nightjar.sql.Fingerprinter}; whoever writes SQL uses
 * {@link dev.nightjar.sql.Identifiers} and {@link dev.nightjar.sql.Literals}.
 */
@NullMarked
package dev.nightjar.sql;

import org.jspecify.annotations.NullMarked;
