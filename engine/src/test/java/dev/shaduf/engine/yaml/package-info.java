/** Tests of YAML with places. */
@NullMarked
package dev.shaduf.engine.yaml;

import org.jspecify.annotations.NullMarked;
