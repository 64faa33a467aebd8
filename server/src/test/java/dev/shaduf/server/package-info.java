/** Tests of the server over real connections. */
@NullMarked
package dev.shaduf.server;

import org.jspecify.annotations.NullMarked;
