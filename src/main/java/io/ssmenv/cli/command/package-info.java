/** The common parts of the commands: execution, errors, signals, logging and export lines. */
package io.ssmenv.cli.command;
