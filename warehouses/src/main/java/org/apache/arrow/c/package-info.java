/**
 * The one name of Apache Arrow that DuckDB's driver asks for. Arrow itself is not used: its library
 * would bring three jars, native code and options of the JVM for what is an address here.
 */
@NullMarked
package org.apache.arrow.c;

import org.jspecify.annotations.NullMarked;
