/** {@code ssmenv picture}: draws environments as an SVG. */
package io.ssmenv.cli.picture;
