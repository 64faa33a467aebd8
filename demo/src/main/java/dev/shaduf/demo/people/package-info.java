/**
 * Persons as several systems see them, with who is who known: rows of a CRM, a shop, support and a
 * website, and a table of the truth. The same size and seed give the same rows.
 */
@NullMarked
package dev.shaduf.demo.people;

import org.jspecify.annotations.NullMarked;
