/**
 * A project's files as values: read, checked with all problems at once, resolved to a graph and
 * selected from. Nothing here runs anything.
 */
@NullMarked
package dev.shaduf.engine.project;

import org.jspecify.annotations.NullMarked;
