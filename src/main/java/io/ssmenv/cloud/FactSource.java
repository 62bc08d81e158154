package io.ssmenv.cloud;

import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Looks up in AWS what a spec does not set. Every method makes calls, so none is called during a
 * reconcile.
 *
 * @see CloudException which all of them throw
 */
public interface FactSource {

  /**
   * Returns the facts of one account. Each lookup fails if the credentials that sign it belong to
   * another account.
   *
   * @param account the id of the account; any account if it is empty
   */
  FactSource in(String account);

  /**
   * Returns the facts as AWS tells them now, not as it has told another environment just before.
   */
  FactSource askingAgain();

  /**
   * The names of the availability zones that are available to the account, sorted; no Local or
   * Wavelength Zones.
   */
  List<String> zones();

  /**
   * The availability zones that offer instance types, by type. A type is missing if AWS does not
   * say where it is offered.
   */
  Map<String, Set<String>> zonesOfTypes(Set<String> types);

  /**
   * The availability zones in which services support interface endpoints, by short name. A service
   * is missing if the region does not offer it, or AWS does not say where.
   */
  Map<String, Set<String>> zonesOfEndpoints(Set<String> services);

  /** The id of the image that a public or private Systems Manager parameter names. */
  String resolveImageParameter(String parameter);

  /**
   * The root device name of an image, for example {@code /dev/xvda}; fails if the image does not
   * exist or is not available.
   */
  String rootDeviceName(String imageId);

  /**
   * Whether the region offers an interface endpoint for a service.
   *
   * @param service its short name, for example {@code ec2messages}
   */
  boolean offersEndpoint(String service);

  /**
   * A VPC that somebody else owns; empty if it does not exist, or if none of the subnets does.
   * Without the consent of its owner, nothing but its tags is read.
   *
   * @param vpcId its id; that of the first one of the subnets if it is empty
   * @param namespace for which its owner has to agree
   */
  Optional<ForeignVpc> foreignVpc(Optional<String> vpcId, List<String> subnetIds, String namespace);

  /**
   * What lets traffic through in a VPC. What cannot be read is missing.
   *
   * @param instanceIds the instances whose status checks are read
   */
  TrafficControls trafficControls(String vpcId, SortedSet<String> instanceIds);

  /** What AWS has scheduled for the instances of the region, by their ids. */
  Map<String, List<ScheduledEvent>> scheduledEvents();

  /**
   * What an instance has written to its console since it booted; empty if EC2 has nothing yet. It
   * may contain anything, secrets among it.
   */
  Optional<String> consoleOutput(String instanceId);

  /** What AWS says of the log group, the bucket and the key of sessions. */
  SessionFindings sessionFindings(SessionTargets targets);

  /** The id of the region's prefix list of S3; empty if the region has none. */
  Optional<String> s3PrefixList();
}
