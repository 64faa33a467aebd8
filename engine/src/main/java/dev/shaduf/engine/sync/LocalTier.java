package dev.shaduf.engine.sync;

import dev.shaduf.spi.warehouse.Warehouse;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The place beside the project where snapshots and logs of syncs are kept when the warehouse is
 * only read: an embedded database, made when it is first written to.
 *
 * @param present whether it was ever made
 * @param open opens it, or makes it; the same one every time
 */
public record LocalTier(BooleanSupplier present, Supplier<Warehouse> open) {}
