/**
 * The command line: {@code ssmenv} with all its subcommands, each in a package below. The
 * operator's artifact and the simulator's hold only the packages that they need. What another
 * command or program reads ({@code export} lines) goes to standard output, everything for people to
 * standard error.
 */
package io.ssmenv.cli;
