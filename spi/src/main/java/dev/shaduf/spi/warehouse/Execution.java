package dev.shaduf.spi.warehouse;

/**
 * How a product computes.
 *
 * @param embedded whether it does so in this process: rows are fetched and loaded at little cost
 * @param counted what stands before the name of a temporary table so that the plans of statements
 *     know what is in it; "": they do
 */
public record Execution(boolean embedded, String counted) {}
