/**
 * What similarity found out, as a JSON document and as a page with plots. Both are pure functions
 * of the report; {@link dev.shaduf.engine.report.SimilarFiles} writes them beside the project.
 */
@NullMarked
package dev.shaduf.engine.report;

import org.jspecify.annotations.NullMarked;
