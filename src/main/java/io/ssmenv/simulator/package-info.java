/**
 * A simulated AWS: EC2, IAM, STS, Systems Manager, and parts of KMS, CloudWatch Logs and S3, as one
 * network service with the real wire formats.
 *
 * <p>It shares no code with the rest of the project, since shared code would share bugs. {@link
 * io.ssmenv.simulator.SimulatedAws} is the entry point; {@link
 * io.ssmenv.simulator.SimulatedServices} lists the services; {@code core} holds what all services
 * use; {@code wire} holds the protocols; and each service has a package with one class per action
 * family.
 */
package io.ssmenv.simulator;
