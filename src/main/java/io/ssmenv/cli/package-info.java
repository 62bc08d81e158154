/**
 * The command line: {@code ssmenv} with all its subcommands, each in a package below. The artifacts
 * of the operator and of the simulator contain only the packages that they need. Output for other
 * programs ({@code export} lines) goes to standard output, and messages for users go to standard
 * error.
 */
package io.ssmenv.cli;
