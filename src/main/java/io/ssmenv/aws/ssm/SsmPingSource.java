package io.ssmenv.aws.ssm;

import io.ssmenv.aws.call.Fallback;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.PingSource;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Platform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PlatformType;

/** Reads the ping status of agents from Systems Manager. */
public final class SsmPingSource implements PingSource {

  /** The largest page of this API [D]. */
  private static final int PAGE = 50;

  private final Fallback filter = Fallback.whenUnsupported();

  /**
   * Returns the pings of all instances in a scope by instance id, or throws what the client throws.
   * Instances that never registered, or are stopped or terminated, are not included. If the service
   * does not support the tag filter, other instances are included too; nothing uses them.
   */
  @Override
  public Map<String, Ping> list(Clients clients, TagScope scope) {
    return filter.call(() -> filtered(clients, scope), () -> list(clients, request -> {}));
  }

  private static Map<String, Ping> filtered(Clients clients, TagScope scope) {
    Map<String, Ping> all = new HashMap<>();
    scope
        .calls()
        .forEach(one ->
            all.putAll(
                list(
                    clients,
                    request ->
                        request.filters(
                            InstanceInformationStringFilter.builder()
                                .key("tag:" + one.tag())
                                .values(one.values())
                                .build()))));
    return all;
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
                InstanceInformation::instanceId, SsmPingSource::ping, (first, second) -> second));
  }

  private static Ping ping(InstanceInformation one) {
    return new Ping(
        Optional.ofNullable(one.pingStatusAsString()).orElse("Unknown"),
        Optional.ofNullable(one.lastPingDateTime()),
        Optional.ofNullable(one.agentVersion()).orElse(""),
        one.platformType() == PlatformType.WINDOWS ? Platform.WINDOWS : Platform.LINUX,
        Optional.empty());
  }
}
