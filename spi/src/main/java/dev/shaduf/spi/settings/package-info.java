/**
 * Declared settings: one declaration gives validation, JSON Schema, docs and forms. Values are read
 * by typed getters.
 */
@NullMarked
package dev.shaduf.spi.settings;

import org.jspecify.annotations.NullMarked;
