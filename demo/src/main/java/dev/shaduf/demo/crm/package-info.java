/**
 * A stand-in CRM: a real HTTP server that speaks the default body of the {@code http} destination
 * ({@code project-files.md}) and behaves like the tools people use. It validates, throttles,
 * honours idempotency keys and keeps its contacts in memory.
 */
@NullMarked
package dev.shaduf.demo.crm;

import org.jspecify.annotations.NullMarked;
