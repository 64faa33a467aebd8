/** The sync contract's table of answers, row by row, against a real server. */
@NullMarked
package dev.shaduf.destination.http;

import org.jspecify.annotations.NullMarked;
