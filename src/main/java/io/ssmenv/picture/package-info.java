/** Draws topologies as SVG. It has no side effects. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.picture;
