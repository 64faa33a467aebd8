/** The files destination against a real directory. Each test has one of its own. */
@NullMarked
package dev.shaduf.destination.files;

import org.jspecify.annotations.NullMarked;
