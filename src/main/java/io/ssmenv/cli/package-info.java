/**
 * The command line: {@code ssmenv} and its subcommands. What another command or program reads
 * ({@code export} lines) goes to standard output, everything for people to standard error.
 */
package io.ssmenv.cli;
