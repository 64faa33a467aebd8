/** The SQL databases that can hold a project. */
@NullMarked
package dev.shaduf.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
