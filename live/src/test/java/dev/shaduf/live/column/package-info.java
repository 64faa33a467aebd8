/** Names, types and values, by the letter of the contract. */
@NullMarked
package dev.shaduf.live.column;

import org.jspecify.annotations.NullMarked;
