/** A topology as a picture for people: pure, a graph in and SVG out. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.picture;
