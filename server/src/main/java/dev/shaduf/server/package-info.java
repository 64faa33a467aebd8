/**
 * What {@code shaduf serve} is: one HTTP server and everything that runs behind it. HTTP is known
 * here and nowhere else.
 */
@NullMarked
package dev.shaduf.server;

import org.jspecify.annotations.NullMarked;
