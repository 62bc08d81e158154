package io.ssmenv.aws.ssm;

import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.PingSource;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ping;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;

/** What Systems Manager last heard from the agents. */
public final class SsmPingSource implements PingSource {

  /** The API action. */
  public static final String ACTION = "DescribeInstanceInformation";

  /** This API's largest page [D]. */
  private static final int PAGE = 50;

  private final Fallback filter = Fallback.whenUnsupported();

  /**
   * Of all instances of a cluster, by instance id. One that has never registered, or is stopped or
   * terminated, is not among them. Either all pages or what the client throws. Where instances
   * can't be found by their tags, the answer tells of others too, which nobody asks for.
   */
  @Override
  public Map<String, Ping> list(Clients clients, String cluster) {
    return filter.call(
        () ->
            list(
                clients,
                request ->
                    request.filters(
                        InstanceInformationStringFilter.builder()
                            .key("tag:" + Ownership.TAG_CLUSTER)
                            .values(cluster)
                            .build())),
        () -> list(clients, request -> {}));
  }

  private static Map<String, Ping> list(
      Clients clients, Consumer<DescribeInstanceInformationRequest.Builder> narrowed) {
    return clients
        .ssm()
        .describeInstanceInformationPaginator(
            request -> request.applyMutation(narrowed).maxResults(PAGE))
        .instanceInformationList()
        .stream()
        .collect(
            Collectors.toMap(
                software.amazon.awssdk.services.ssm.model.InstanceInformation::instanceId,
                SsmPingSource::ping,
                (first, second) -> second));
  }

  private static Ping ping(software.amazon.awssdk.services.ssm.model.InstanceInformation one) {
    return new Ping(
        Optional.ofNullable(one.pingStatusAsString()).orElse("Unknown"),
        Optional.ofNullable(one.lastPingDateTime()),
        Optional.ofNullable(one.agentVersion()).orElse(""));
  }
}
