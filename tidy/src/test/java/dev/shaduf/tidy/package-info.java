/** Format, lengths, directions and documents: the style as tests. */
@NullMarked
package dev.shaduf.tidy;

import org.jspecify.annotations.NullMarked;
