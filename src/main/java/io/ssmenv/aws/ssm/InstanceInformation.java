package io.ssmenv.aws.ssm;

import io.ssmenv.aws.Clients;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ping;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Systems Manager last heard from the agents. */
public final class InstanceInformation {

  /** The API action. */
  public static final String ACTION = "DescribeInstanceInformation";

  /** This API's largest page [D]. */
  private static final int PAGE = 50;

  private InstanceInformation() {}

  /**
   * Of all instances of a cluster, by instance id. One that has never registered, or is stopped or
   * terminated, is not among them. Either all pages or what the client throws.
   */
  public static Map<String, Ping> list(Clients clients, String cluster) {
    return clients
        .ssm()
        .describeInstanceInformationPaginator(request ->
            request
                .filters(filter -> filter.key("tag:" + Ownership.TAG_CLUSTER).values(cluster))
                .maxResults(PAGE))
        .instanceInformationList()
        .stream()
        .collect(
            Collectors.toMap(
                software.amazon.awssdk.services.ssm.model.InstanceInformation::instanceId,
                InstanceInformation::ping,
                (first, second) -> second));
  }

  private static Ping ping(software.amazon.awssdk.services.ssm.model.InstanceInformation one) {
    return new Ping(
        Optional.ofNullable(one.pingStatusAsString()).orElse("Unknown"),
        Optional.ofNullable(one.lastPingDateTime()),
        Optional.ofNullable(one.agentVersion()).orElse(""));
  }
}
