/**
 * Systems Manager: the agents of instances, managed nodes, commands, sessions and public
 * parameters.
 */
package io.ssmenv.simulator.ssm;
