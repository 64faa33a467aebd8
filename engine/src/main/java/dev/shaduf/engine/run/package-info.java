/**
 * Runs: the nodes of a selection in dependency order, each with its end. The command line, and
 * later the scheduler and the API, call only this.
 */
@NullMarked
package dev.shaduf.engine.run;

import org.jspecify.annotations.NullMarked;
