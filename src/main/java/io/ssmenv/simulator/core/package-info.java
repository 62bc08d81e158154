/** What every simulated service stands on: calls, values, errors, time, chance, and state. */
package io.ssmenv.simulator.core;
