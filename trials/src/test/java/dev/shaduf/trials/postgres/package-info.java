/**
 * PostgreSQL as the warehouse, against a real server: the conformance kit and what only it can do.
 */
@NullMarked
package dev.shaduf.trials.postgres;

import org.jspecify.annotations.NullMarked;
