/** A crowd whose truth is known, in a warehouse: how well do profiles tell its persons apart? */
@NullMarked
package dev.shaduf.testkit.people;

import org.jspecify.annotations.NullMarked;
