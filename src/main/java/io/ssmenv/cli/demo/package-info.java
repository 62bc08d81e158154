/** {@code ssmenv demo}: runs everything on one machine. */
package io.ssmenv.cli.demo;
