/**
 * The {@code http} destination: any API that takes rows over HTTP. What its answers mean is the
 * table "HTTP answers" of the sync contract.
 */
@NullMarked
package dev.shaduf.destination.http;

import org.jspecify.annotations.NullMarked;
