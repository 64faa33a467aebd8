/** What every log promises, whatever holds it. */
@NullMarked
package dev.shaduf.live.log;

import org.jspecify.annotations.NullMarked;
