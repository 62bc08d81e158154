/** {@code ssmenv explain}: why an agent is not online. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.cli.explain;
