/** The command that finds what no living environment has, hands it over or deletes it. */
@NullMarked
package io.ssmenv.cli.orphans;

import org.jspecify.annotations.NullMarked;
