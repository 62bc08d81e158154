/** AWS's request rates. */
@org.jspecify.annotations.NullMarked
package io.ssmenv.simulator.throttle;
