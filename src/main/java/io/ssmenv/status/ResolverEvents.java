package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events that say, before it happens, that an environment changes what the names of Systems
 * Manager resolve to in a VPC that others use, too.
 */
public final class ResolverEvents {

  private ResolverEvents() {}

  /**
   * @param wanted the pattern of the spec
   * @param foreign the id of the VPC of somebody else in which the environment stands
   * @param resolved the services whose names resolve to endpoints of the VPC, as AWS shows it: what
   *     was only intended takes no name away
   */
  static List<StatusEvent> between(
      EnvironmentStatus before,
      EnvironmentStatus after,
      Pattern wanted,
      Optional<String> foreign,
      Set<String> resolved) {
    List<String> now = after.networkOrDefault().endpoints();
    List<String> then =
        before.networkOrDefault().endpoints().stream()
            .filter(service -> resolved.contains(service) || now.contains(service))
            .toList();
    return foreign
        .or(() -> Optional.ofNullable(after.vpcId()))
        .map(vpc ->
            foreign.isPresent()
                ? messages(then, now, vpc)
                : messages(before, wanted, then, now, vpc))
        .stream()
        .flatMap(List::stream)
        .map(message -> StatusEvent.normal(EventReason.RESOLVER_CHANGING, "Resolve", message))
        .toList();
  }

  /** The services whose names resolve to endpoints that are there, also to those of others. */
  static Set<String> resolved(Observation observed) {
    return Stream.concat(
            observed.present().values().stream(), observed.external().values().stream())
        .filter(one -> one.resource() instanceof VpcEndpoint endpoint && endpoint.privateDns())
        .map(one -> one.resource().key().name())
        .collect(Collectors.toSet());
  }

  /**
   * What an environment changes for everybody in the VPC of somebody else.
   *
   * @param then the services whose names resolve to its endpoints
   * @param now the services whose names will
   */
  public static List<String> messages(List<String> then, List<String> now, String vpc) {
    List<String> messages = new ArrayList<>();
    if (!then.containsAll(now)) {
      messages.add(
          message(
              now,
              then,
              "will resolve to endpoints of this environment, for everybody in "
                  + vpc
                  + ". Agents there connect to them over HTTPS, which their security groups and"
                  + " network ACLs have to allow"));
    }
    if (!now.containsAll(then)) {
      messages.add(
          message(
              then,
              now,
              "will no longer resolve to endpoints of this environment, for everybody in "
                  + vpc
                  + ". Agents there need another way to Systems Manager"));
    }
    return messages;
  }

  /**
   * What changes for an environment; nothing for one that begins, or that asks for the endpoints
   * itself.
   *
   * @param before the status of the environment
   * @param wanted the pattern of its spec
   * @param then the services whose names resolve to endpoints in the VPC
   * @param now the services whose names will
   */
  public static List<String> messages(
      EnvironmentStatus before, Pattern wanted, List<String> then, List<String> now, String vpc) {
    if (before.pattern() == null
        || before.pattern() == Pattern.PRIVATE_ENDPOINTS
        || wanted == Pattern.PRIVATE_ENDPOINTS) {
      return List.of();
    }
    List<String> messages = new ArrayList<>();
    if (!then.containsAll(now)) {
      messages.add(
          message(
              now,
              then,
              "will resolve to endpoints in "
                  + vpc
                  + ", because an environment in that VPC has the pattern PrivateEndpoints. The agents"
                  + " of this environment can use them, too: nothing has to be done"));
    }
    if (!now.containsAll(then)) {
      messages.add(
          message(
              then,
              now,
              "will resolve to public addresses again, because no environment in "
                  + vpc
                  + " needs the endpoints. The agents connect as the pattern of this environment"
                  + " says: nothing has to be done"));
    }
    return messages;
  }

  private static String message(List<String> with, List<String> without, String what) {
    List<String> changed =
        with.stream().filter(service -> !without.contains(service)).sorted().toList();
    return "The DNS names of " + String.join(", ", changed) + " " + what;
  }
}
