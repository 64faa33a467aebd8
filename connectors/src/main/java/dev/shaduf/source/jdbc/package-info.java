/** What sources that read by way of JDBC have in common; each brings its own driver. */
@NullMarked
package dev.shaduf.source.jdbc;

import org.jspecify.annotations.NullMarked;
