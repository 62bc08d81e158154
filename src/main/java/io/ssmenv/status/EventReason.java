package io.ssmenv.status;

/**
 * The reasons of events, in addition to the reasons of the condition {@code Stalled} in {@link
 * ConditionReason}. {@code docs/resource.md} explains each one.
 */
public enum EventReason {
  CREATED("Created"),
  ADOPTED("Adopted"),
  NETWORK_READY("NetworkReady"),
  LAUNCHED("Launched"),
  ONLINE("Online"),
  CONNECTION_LOST("ConnectionLost"),
  /** The first hop that stops an agent on its way to Systems Manager. */
  AGENT_STOPPED_AT("AgentStoppedAt"),
  /** An agent sleeps, and its instance is rebooted. */
  REBOOTING("Rebooting"),
  /** AWS does not accept the reboot. */
  REBOOT_FAILED("RebootFailed"),
  /** It is not known whether AWS has accepted the reboot. */
  REBOOT_UNKNOWN("RebootUnknown"),
  /** The agent has not reported after the reboot. */
  SILENT_AFTER_REBOOT("SilentAfterReboot"),
  /** AWS will reboot, stop or retire an instance, or work on its host. */
  MAINTENANCE_SCHEDULED("MaintenanceScheduled"),
  SYSTEMS_MANAGER_UNAVAILABLE("SystemsManagerUnavailable"),
  OBSERVATION_FAILED("ObservationFailed"),
  EGRESS_VERIFIED("EgressVerified"),
  UNEXPECTED_EGRESS("UnexpectedEgress"),
  SESSIONS_CONFIGURED("SessionsConfigured"),
  /** Sessions cannot use the log group, the bucket or the key of the spec. */
  SESSION_TARGET_UNUSABLE("SessionTargetUnusable"),
  DRIFT_DETECTED("DriftDetected"),
  DRIFT_CORRECTED("DriftCorrected"),
  PATTERN_CHANGING("PatternChanging"),
  /** Another environment in the VPC changes what the names of Systems Manager resolve to. */
  RESOLVER_CHANGING("ResolverChanging"),
  WAITING_FOR("WaitingFor"),
  /** A change begins to wait for open sessions. */
  WAITING_FOR_SESSIONS("WaitingForSessions"),
  /** A change does not wait any longer for open sessions. */
  SESSIONS_INTERRUPTED("SessionsInterrupted"),
  ZONE_GIVEN_UP("ZoneGivenUp"),
  /** A second operator selects the environment, and does nothing for it. */
  OPERATOR_CONFLICT("OperatorConflict"),
  DELETING("Deleting"),
  DELETION_BLOCKED("DeletionBlocked"),
  RETAINED("Retained"),
  DELETED("Deleted");

  private final String wire;

  EventReason(String wire) {
    this.wire = wire;
  }

  /** As it is written in the event, in CamelCase. */
  public String wire() {
    return wire;
  }
}
