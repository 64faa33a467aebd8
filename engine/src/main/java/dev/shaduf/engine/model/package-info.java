/**
 * Models: SQL queries and tables with a key, resolved to one read-only query each. {@link Models}
 * also tests them and makes those that others read.
 */
@NullMarked
package dev.shaduf.engine.model;

import org.jspecify.annotations.NullMarked;
