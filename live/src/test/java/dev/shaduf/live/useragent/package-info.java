/** What user agents tell, and how it gets into events. */
@NullMarked
package dev.shaduf.live.useragent;

import org.jspecify.annotations.NullMarked;
