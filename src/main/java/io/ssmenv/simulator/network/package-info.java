/** The network of a VPC, and the reachability that results from it. */
package io.ssmenv.simulator.network;
