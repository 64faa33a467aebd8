/**
 * What destinations that are databases have in common: rows go into a staging table and from there
 * into the user's table by one statement. Products differ in a {@link
 * dev.shaduf.destination.tables.Database}.
 */
@NullMarked
package dev.shaduf.destination.tables;

import org.jspecify.annotations.NullMarked;
