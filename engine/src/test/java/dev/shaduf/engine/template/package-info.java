/** What templates promise. Rendered for real, through the public interface. */
@NullMarked
package dev.shaduf.engine.template;

import org.jspecify.annotations.NullMarked;
