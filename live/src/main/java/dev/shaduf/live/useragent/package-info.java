/**
 * What the user agents of events tell: browser, operating system, device, and whether it is a bot.
 * It is worked out behind the log, where tables and tools are filled: no caller waits for it.
 */
@NullMarked
package dev.shaduf.live.useragent;

import org.jspecify.annotations.NullMarked;
