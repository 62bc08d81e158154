package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import java.time.Instant;
import java.util.List;

/** Describes the managed nodes with their ping status. */
final class InstanceInformationActions implements ActionGroup {
  private static final int MIN_RESULTS = 5;
  private static final int MAX_RESULTS = 50;

  /** The page size without {@code MaxResults}; AWS does not document it [F]. */
  private static final int DEFAULT_RESULTS = 10;

  private final RegionalState<AgentFleet> fleets;
  private final PageTokens pageTokens;
  private final InstanceSoftware software;

  InstanceInformationActions(
      RegionalState<AgentFleet> fleets, PageTokens pageTokens, InstanceSoftware software) {
    this.fleets = fleets;
    this.software = software;
    this.pageTokens = pageTokens;
  }

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read(
            "DescribeInstanceInformation",
            this::describe,
            "Filters.Key",
            "Filters.Values",
            "InstanceInformationFilterList.key",
            "InstanceInformationFilterList.valueSet",
            "MaxResults",
            "NextToken"));
  }

  private Struct describe(Call call) {
    Params params = call.params();
    int size = params.integer("MaxResults").orElse(DEFAULT_RESULTS);
    if (size < MIN_RESULTS || size > MAX_RESULTS) {
      throw new AwsError(
          "ValidationException",
          ("1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: "
                  + "Member must have value between %d and %d")
              .formatted(size, MIN_RESULTS, MAX_RESULTS));
    }
    NodeFilters filters = NodeFilters.of(params);
    PageTokens.Page page =
        pageTokens.page(
            call,
            params.text("NextToken"),
            size,
            () -> nodes(call, filters),
            PageTokens::invalidNextToken);
    return Struct.empty()
        .with("InstanceInformationList", page.items())
        .with("NextToken", page.nextToken());
  }

  private List<Struct> nodes(Call call, NodeFilters filters) {
    return fleets.of(call).managedNodes(call.now()).stream()
        .filter(node -> filters.matches(node, version(node), call.now()))
        .map(node -> information(node, call.now()))
        .toList();
  }

  private String version(ManagedNode node) {
    return software.of(node.id()).agentVersion();
  }

  private Struct information(ManagedNode node, Instant now) {
    Struct information =
        Struct.empty()
            .with("InstanceId", node.id())
            .with("PingStatus", node.pingStatus(now))
            .with("AgentVersion", version(node))
            .with("IsLatestVersion", true)
            .with("PlatformType", ManagedNode.PLATFORM_TYPE)
            .with("PlatformName", "Amazon Linux")
            .with("PlatformVersion", "2023")
            .with("ResourceType", ManagedNode.RESOURCE_TYPE)
            .with("IPAddress", node.instance().privateIp())
            .with("ComputerName", "ip-%s".formatted(node.instance().privateIp().replace('.', '-')))
            .with("SourceId", node.id())
            .with("SourceType", "AWS::EC2::Instance");
    node.agent().lastPing().ifPresent(at -> information.with("LastPingDateTime", at));
    return information;
  }
}
