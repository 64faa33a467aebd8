/**
 * The style as tests: format, lengths, names, directions and documents. Every test lists all
 * offenders with file and line; {@code mvn -q -o -pl tidy test -Dtidy.fix=true} rewrites what the
 * formatter can.
 */
@NullMarked
package dev.shaduf.tidy;

import org.jspecify.annotations.NullMarked;
