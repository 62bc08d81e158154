package io.ssmenv.status;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every reason that a condition can have. {@code docs/resource.md} explains each one. */
public enum ConditionReason {
  READY("Ready"),
  COMPLETE("Complete"),
  ONLINE("Online"),
  NO_INSTANCES("NoInstances"),
  IN_SYNC("InSync"),
  REACHABLE("Reachable"),
  /** Every instance has the egress that its pattern promises. */
  VERIFIED("Verified"),
  /** An instance was not asked for its egress since the path last changed. */
  NOT_VERIFIED("NotVerified"),
  /** An instance was asked for its egress, and its answer says nothing about it. */
  VERIFICATION_FAILED("VerificationFailed"),
  /** An instance of the private pattern reaches the Internet. */
  INTERNET_REACHABLE("InternetReachable"),
  /** An instance has another address than it should have, or none. */
  UNEXPECTED_EGRESS("UnexpectedEgress"),
  NOT_OBSERVED("NotObserved"),
  RESOLVING_FACTS("ResolvingFacts"),
  NETWORK_NOT_READY("NetworkNotReady"),
  INSTANCES_NOT_ONLINE("InstancesNotOnline"),
  NOT_ONLINE("NotOnline"),
  WAITING_FOR_AGENTS("WaitingForAgents"),
  SYSTEMS_MANAGER_UNAVAILABLE("SystemsManagerUnavailable"),
  NOT_APPLIED("NotApplied"),
  /** Distinguishes drift from changes of the spec, also after a restart of the operator. */
  DRIFTED("Drifted"),
  /** AWS has been written as the spec asks, and not been read since. */
  AWAITING_CONFIRMATION("AwaitingConfirmation"),
  WORKING("Working"),
  WAITING("Waiting"),
  /** The environment stands in the VPC of another one, which is not ready for it. */
  WAITING_FOR_HOST("WaitingForHost"),
  /** Other environments stand in the VPC of an environment that is being deleted. */
  WAITING_FOR_GUESTS("WaitingForGuests"),
  /** A change waits for open sessions to end. */
  WAITING_FOR_SESSIONS("WaitingForSessions"),
  /** The environment takes over the resources of another object. */
  ADOPTING("Adopting"),
  RETRYING("Retrying"),
  THROTTLED("Throttled"),
  NO_CAPACITY("NoCapacity"),
  AWS_UNAVAILABLE("AwsUnavailable"),
  INTERNAL_ERROR("InternalError"),
  OBSERVATION_FAILED("ObservationFailed"),
  ACCESS_DENIED("AccessDenied"),
  PROTECTED("Protected"),
  QUOTA_EXCEEDED("QuotaExceeded"),
  INVALID_REQUEST("InvalidRequest"),
  REFUSED("Refused"),
  SPEC_REFUSED("SpecRefused"),
  HOST_REFUSED("HostRefused"),
  /** The owner of the VPC does not allow the environment to stand in it. */
  VPC_NOT_SHARED("VpcNotShared"),
  /** The VPC of somebody else lacks what the environment needs. */
  VPC_UNSUITABLE("VpcUnsuitable"),
  /** The environment must not take over the resources that it names. */
  ADOPTION_REFUSED("AdoptionRefused"),
  /** The spec has a value or a field that this version of the operator does not know. */
  UNSUPPORTED_SPEC("UnsupportedSpec"),
  ACCOUNT_MISMATCH("AccountMismatch"),
  CLUSTER_MISMATCH("ClusterMismatch"),
  /** Another operator writes with the same cluster id. */
  CLUSTER_COPIED("ClusterCopied"),
  REGION_UNAVAILABLE("RegionUnavailable"),
  /** Everything that the preferences of sessions name can be used. */
  CONFIGURED("Configured"),
  LOG_GROUP_UNUSABLE("LogGroupUnusable"),
  BUCKET_UNUSABLE("BucketUnusable"),
  KEY_UNUSABLE("KeyUnusable"),
  SESSIONS_WILL_BREAK("SessionsWillBreak"),
  PAUSED("Paused"),
  REPORT_ONLY("ReportOnly"),
  RETAINED("Retained"),
  DELETING("Deleting"),
  PROVING_ABSENCE("ProvingAbsence"),
  NOTHING_LEFT("NothingLeft"),
  /** Two operators select the environment. */
  CLAIMED_TWICE("ClaimedTwice");

  private static final Map<String, ConditionReason> BY_WIRE =
      Stream.of(values()).collect(Collectors.toMap(ConditionReason::wire, Function.identity()));

  private final String wire;

  ConditionReason(String wire) {
    this.wire = wire;
  }

  /** As it is written in the status, in CamelCase. */
  public String wire() {
    return wire;
  }

  /** Reads a reason from a status; empty if another version of the operator wrote it. */
  public static Optional<ConditionReason> parse(String wire) {
    return Optional.ofNullable(BY_WIRE.get(wire));
  }
}
