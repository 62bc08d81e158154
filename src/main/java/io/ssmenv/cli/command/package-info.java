/** What the commands have in common: how they run, fail, end, log and print for another program. */
package io.ssmenv.cli.command;
