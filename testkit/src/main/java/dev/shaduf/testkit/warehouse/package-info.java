/**
 * What every warehouse has to keep: sessions, and values that look and compare as {@code values.md}
 * says. A warehouse's tests implement one method and get every test.
 */
@NullMarked
package dev.shaduf.testkit.warehouse;

import org.jspecify.annotations.NullMarked;
