/** The network of a region as built, and what it lets through. */
package io.ssmenv.simulator.network;
