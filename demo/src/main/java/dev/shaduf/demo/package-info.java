/** The shop: generated data with its truth, and a stand-in CRM. */
@NullMarked
package dev.shaduf.demo;

import org.jspecify.annotations.NullMarked;
