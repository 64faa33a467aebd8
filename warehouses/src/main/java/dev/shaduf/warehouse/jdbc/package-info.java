/**
 * What warehouses reached through JDBC have in common: bound parameters, one statement at a time,
 * rows read forward. Nothing outside the warehouses sees it.
 */
@NullMarked
package dev.shaduf.warehouse.jdbc;

import org.jspecify.annotations.NullMarked;
