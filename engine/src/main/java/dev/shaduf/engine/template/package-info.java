/**
 * Liquid templates over JSON values, for mapped fields and for requests. Numbers keep their digits,
 * and what a template may cost is bounded.
 */
@NullMarked
package dev.shaduf.engine.template;

import org.jspecify.annotations.NullMarked;
