/** {@code ssmenv graph}: draws what is, or what a file would make. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cli.graph;
