/**
 * A real PostgreSQL server, started once for all tests of a run that need one. The conformance kit
 * and the destinations run against it.
 */
@NullMarked
package dev.shaduf.trials.postgres;

import org.jspecify.annotations.NullMarked;
