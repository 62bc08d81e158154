/**
 * A simulated AWS: EC2, IAM, STS and Systems Manager as one network service with the real wire
 * formats.
 *
 * <p>It shares no code with the rest of the project, since shared code would share bugs. {@link
 * io.ssmenv.simulator.SimulatedAws} is the way in; {@link io.ssmenv.simulator.Services} says which
 * services there are; {@code core} is what all services stand on; {@code wire} holds the protocols;
 * and each service has a package with one class per action family.
 */
package io.ssmenv.simulator;
