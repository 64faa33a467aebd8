/**
 * YAML with places: files become trees that know where everything stands, variables are filled in,
 * and declared shapes turn trees into JSON. Whatever is wrong is a finding; nothing throws.
 */
@NullMarked
package dev.shaduf.engine.yaml;

import org.jspecify.annotations.NullMarked;
