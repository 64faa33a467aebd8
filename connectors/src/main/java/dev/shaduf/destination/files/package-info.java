/**
 * Files of a directory as a destination: {@code type: files}. A file appears whole or not at all:
 * it is written beside the old one and renamed.
 */
@NullMarked
package dev.shaduf.destination.files;

import org.jspecify.annotations.NullMarked;
