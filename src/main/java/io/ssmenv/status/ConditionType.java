package io.ssmenv.status;

/** The types of conditions, in the order in which the status shows them. */
public enum ConditionType {
  /** In sync with the spec, the network complete, and every instance {@code Online}. */
  READY("Ready"),
  /** Every network resource that an instance needs exists and is usable. */
  NETWORK_READY("NetworkReady"),
  /** Every instance is online in Systems Manager. */
  INSTANCES_ONLINE("InstancesOnline"),
  /** AWS has what the spec asks for, and nothing else. */
  IN_SYNC("InSync"),
  /**
   * What the instances say of the address that the Internet sees agrees with the pattern; present
   * if the spec asks for it.
   */
  EGRESS_VERIFIED("EgressVerified"),
  /** Sessions can use what the spec sets for them; present if it sets something. */
  SESSIONS_CONFIGURED("SessionsConfigured"),
  /**
   * The last read of AWS succeeded; while False, the rest of the status is from an earlier read.
   */
  AWS_REACHABLE("AWSReachable"),
  /** Present while the connectivity pattern in use differs from the one in the spec. */
  PATTERN_CHANGING("PatternChanging"),
  /** Present while the environment is being deleted; names what blocks the deletion. */
  DELETING("Deleting"),
  /** Present while a second operator selects the environment, which does nothing for it. */
  OPERATOR_CONFLICT("OperatorConflict"),
  /** Present while the operator is working (kstatus). */
  RECONCILING("Reconciling"),
  /** Present while a user has to act (kstatus). */
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
