package io.ssmenv.simulator.core;

/** Something that AWS offers in some availability zones of a region only. */
public sealed interface ZonalService {

  /** An instance type, such as {@code t3.micro}. */
  record InstanceTypes(String name) implements ZonalService {}

  /** Interface endpoints of a service, by its short name, such as {@code ssm}. */
  record InterfaceEndpoints(String service) implements ZonalService {}

  /** NAT gateways. No call shows where AWS offers them. */
  record NatGateways() implements ZonalService {}
}
