/** Systems Manager: the agents of instances, what is known of them, and public parameters. */
package io.ssmenv.simulator.ssm;
