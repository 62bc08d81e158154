/** {@code ssmenv picture}: environments drawn as an SVG. */
package io.ssmenv.cli.picture;
