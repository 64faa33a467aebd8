/**
 * How things look on a terminal: styled lines, aligned tables, figures for people, excerpts with
 * carets, progress. Pure functions from values to lines; only {@link
 * dev.shaduf.cli.terminal.Screen}, {@link dev.shaduf.cli.terminal.Board} and {@link
 * dev.shaduf.cli.terminal.Looks} touch the world.
 */
@NullMarked
package dev.shaduf.cli.terminal;

import org.jspecify.annotations.NullMarked;
