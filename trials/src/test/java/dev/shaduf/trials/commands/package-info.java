/**
 * The command line as its contract says: documents, exit codes, what is changed and what is not.
 * Commands run in this process with their output captured.
 */
@NullMarked
package dev.shaduf.trials.commands;

import org.jspecify.annotations.NullMarked;
