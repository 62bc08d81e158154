/** Writes a graph as SVG and as Mermaid text. It has no side effects. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.graph.render;
