/**
 * New projects: the small example, or one around a file that is there already. Only writes files;
 * what is in them is read and checked like any other project.
 */
@NullMarked
package dev.shaduf.cli.init;

import org.jspecify.annotations.NullMarked;
