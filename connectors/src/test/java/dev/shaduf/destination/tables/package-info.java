/** How rows are read into the cells of tables. */
@NullMarked
package dev.shaduf.destination.tables;

import org.jspecify.annotations.NullMarked;
