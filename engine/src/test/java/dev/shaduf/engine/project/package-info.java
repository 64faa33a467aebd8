/** Tests of project files, with every example of the contract. */
@NullMarked
package dev.shaduf.engine.project;

import org.jspecify.annotations.NullMarked;
