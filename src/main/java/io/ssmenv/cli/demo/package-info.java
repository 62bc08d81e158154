/** {@code ssmenv demo}: everything at once on one machine. */
package io.ssmenv.cli.demo;
