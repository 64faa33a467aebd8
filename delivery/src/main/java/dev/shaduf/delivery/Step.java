package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.OutRow;

/** One thing asked of the tool for an operation. */
public record Step(Action action, OutRow row) {}
