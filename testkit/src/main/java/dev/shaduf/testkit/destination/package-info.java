/**
 * What every destination keeps to, as tests, and small tools that prove the interface: one works in
 * jobs, one keeps memberships, one only counts.
 */
@NullMarked
package dev.shaduf.testkit.destination;

import org.jspecify.annotations.NullMarked;
