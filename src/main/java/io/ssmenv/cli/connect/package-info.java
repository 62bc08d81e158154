/** The commands with which a person reaches the instances of an environment. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cli.connect;
