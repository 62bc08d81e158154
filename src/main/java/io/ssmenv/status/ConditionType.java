package io.ssmenv.status;

/** The types of conditions, in the order in which the status shows them. */
public enum ConditionType {
  /** In sync with the spec, the network complete, and every instance {@code Online}. */
  READY("Ready"),
  /** Everything that an instance needs around it is in place. */
  NETWORK_READY("NetworkReady"),
  /** Every instance answers Systems Manager. */
  INSTANCES_ONLINE("InstancesOnline"),
  /** AWS has what the spec asks for, and nothing else. */
  IN_SYNC("InSync"),
  /** False, and present, while AWS cannot be looked at: the rest tells of the last look. */
  AWS_REACHABLE("Observed"),
  /** Present while the way to Systems Manager is another than the spec asks for. */
  PATTERN_CHANGING("PatternChanging"),
  /** Present while the environment is deleted; names what is in the way. */
  DELETING("Deleting"),
  /** Present while work goes on (kstatus). */
  RECONCILING("Reconciling"),
  /** Present while a person has to act (kstatus). */
  STALLED("Stalled");

  private final String wire;

  ConditionType(String wire) {
    this.wire = wire;
  }

  /** As it is written in the status. */
  public String wire() {
    return wire;
  }
}
