/** What all simulated services share: calls, values, errors, time, random values, and state. */
package io.ssmenv.simulator.core;
