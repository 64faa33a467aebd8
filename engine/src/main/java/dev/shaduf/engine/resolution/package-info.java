/**
 * Which records of one cluster are one: disjoint sets, the resolver that adds links in their order
 * and refuses what would break a rule, and the guard against too much similarity. Pure functions
 * over numbers that know neither tables nor SQL.
 */
@NullMarked
package dev.shaduf.engine.resolution;

import org.jspecify.annotations.NullMarked;
