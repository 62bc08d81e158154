/** Shapes, fonts and colours, and the SVG that is made of them. It has no side effects. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.svg;
