package io.ssmenv.desired;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The desired state of an environment in AWS, or why there is none. */
public sealed interface DesiredState {

  /**
   * The spec and the facts give this topology.
   *
   * @param unresolvedImages the instance groups that lack their image, and therefore new instances
   * @param unresolvedFacts the values that could not be looked up: what needs them is in the
   *     topology, and is not created
   * @param unplacedZones zones of the spec that are not in the topology; empty if all are
   */
  record Resolved(
      Topology topology,
      Facts facts,
      List<UnresolvedImage> unresolvedImages,
      List<UnresolvedFact> unresolvedFacts,
      Optional<UnplacedZones> unplacedZones)
      implements DesiredState {

    public Resolved {
      unresolvedImages = List.copyOf(unresolvedImages);
      unresolvedFacts = List.copyOf(unresolvedFacts);
    }

    /** The resources that must not be created yet, each with a message that says why. */
    public Map<Key, String> postponed() {
      Map<Key, String> postponed = new HashMap<>();
      unresolvedFacts.forEach(
          fact -> fact.keys().forEach(key -> postponed.put(key, fact.message())));
      return postponed;
    }
  }

  /** The environment is being deleted: nothing is desired. */
  record Deleted() implements DesiredState {}

  /** There is no desired state, so nothing is planned and nothing is written. */
  sealed interface Unresolved extends DesiredState {}

  /** Besides, nothing is known about the resources of this environment. */
  sealed interface Unobserved extends Unresolved {}

  /**
   * The credentials belong to another account than the environment. What was read says nothing
   * about it.
   *
   * @param expected the account of the environment
   * @param current the account of the credentials
   */
  record WrongAccount(String expected, String current, Basis basis) implements Unobserved {

    /** Why the environment belongs in the expected account. */
    public enum Basis {
      /** The administrator has set the account of the operator. */
      SETTING,
      /** The status records the account. */
      RECORDED,
      /** The environment has no account yet, and all others of the operator are in that account. */
      OTHER_ENVIRONMENTS
    }
  }

  /**
   * The resources carry the id of another cluster, so that the listings of this operator do not
   * show them.
   *
   * @param recorded the cluster id of the resources
   * @param current the cluster id of the operator
   * @param known whether resources are recorded; else a first one may exist nevertheless
   */
  record WrongCluster(String recorded, String current, boolean known) implements Unobserved {}

  /**
   * Another operator writes with the same cluster id, and began earlier.
   *
   * @param message says what to do next
   */
  record ClusterCopied(String message) implements Unobserved {}

  /**
   * Environments may not be in the region, so it is not read.
   *
   * @param message names the field, and says what to do next
   */
  record RegionRefused(String message) implements Unobserved {}

  /**
   * The environment asks for resources of another object, and must not have them.
   *
   * @param message names them, and says what to do next
   */
  record AdoptionRefused(String message) implements Unobserved {}

  /**
   * The operator is reading the resources that the environment asks for.
   *
   * @param message names the environment id
   */
  record AdoptionPending(String message) implements Unobserved {}

  /**
   * The environment asks for resources in the VPC of another one, which is not ready for it.
   *
   * @param message names that environment
   */
  record AdoptionAwaitsHost(String message) implements Unobserved {}

  /**
   * The environment takes over resources: their ownership tags are corrected, and nothing else is
   * written before that is done.
   *
   * @param message names the environment id, and says how many are left
   */
  record Adopting(String message) implements Unresolved {}

  /**
   * The administrator does not allow what the spec asks for.
   *
   * @param message names the field and the setting
   */
  record SpecRefused(String message) implements Unresolved {}

  /**
   * The environment stands in the VPC of another one, and cannot begin or go on before that one
   * does something.
   *
   * @param message names the other environment, and says what to do next
   */
  record AwaitingHost(String message) implements Unresolved {}

  /**
   * The environment cannot stand in the VPC of the environment that it names, unless a person
   * changes something.
   *
   * @param message names the other environment, and says what to do next
   */
  record HostRefused(String message) implements Unresolved {}

  /**
   * The owner of the VPC does not allow the environment to stand in it.
   *
   * @param message names the tag, and says what to do next
   */
  record VpcNotShared(String message) implements Unresolved {}

  /**
   * The VPC of somebody else lacks what the environment needs of it.
   *
   * @param message names the resource, and says what to do next
   */
  record VpcUnsuitable(String message) implements Unresolved {}

  /**
   * The operator is reading from AWS what the spec does not set.
   *
   * @param message names what is looked up
   */
  record ResolvingFacts(String message) implements Unresolved {}

  /**
   * AWS refused to answer, or failed; the operator retries.
   *
   * @param about what was looked up, for example {@code the image ami-1}
   */
  record FactFailed(String about, CloudError error) implements Unresolved {}
}
