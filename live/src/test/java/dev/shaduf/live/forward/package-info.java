/** What forwarding promises, tried with a real log, a real state file and a server as the tool. */
@NullMarked
package dev.shaduf.live.forward;

import org.jspecify.annotations.NullMarked;
