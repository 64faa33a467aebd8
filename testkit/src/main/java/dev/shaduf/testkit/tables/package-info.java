/** What every destination that writes into tables of a database keeps to. */
@NullMarked
package dev.shaduf.testkit.tables;

import org.jspecify.annotations.NullMarked;
