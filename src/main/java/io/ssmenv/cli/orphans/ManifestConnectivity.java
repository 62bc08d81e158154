package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.status.Messages;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The connectivity, from the default route of the instances, their addresses and the endpoints.
 *
 * @param inHost whether the endpoints and NAT gateways are those of another environment
 * @param ofSessions the services that the preferences of sessions need, which have endpoints anyway
 */
record ManifestConnectivity(Remains remains, boolean inHost, List<String> ofSessions) {

  ManifestConnectivity {
    ofSessions = List.copyOf(ofSessions);
  }

  private static final Set<String> STANDARD =
      Set.of("ssm", "ssmmessages", EndpointServices.EC2_MESSAGES, "s3");

  /** As in the CRD. */
  private static final String SERVICE = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

  private static final int MOST_SERVICES = 40;

  /** The field {@code connectivity}. */
  String yaml() {
    Optional<Pattern> known = pattern();
    Pattern pattern =
        known.orElse(remains.has(Instance.class) ? Pattern.NAT_GATEWAY : Pattern.ELASTIC_IP);
    StringBuilder yaml = new StringBuilder("  connectivity:\n    pattern: ");
    yaml.append(Messages.name(pattern));
    if (known.isEmpty()) {
      yaml.append(YamlText.comment("set it as before: nothing that is left tells it"));
    }
    yaml.append('\n');
    if (pattern == Pattern.PRIVATE_ENDPOINTS) {
      endpoints().forEach(line -> yaml.append("    ").append(line).append('\n'));
    }
    return yaml.toString();
  }

  private Optional<Pattern> pattern() {
    Optional<Pattern> ofRoute =
        remains
            .of(Route.class)
            .filter(route -> route.key().name().matches("workload-[a-c]/0\\.0\\.0\\.0/0"))
            .map(route -> route.target().toString())
            .flatMap(target ->
                target.startsWith("nat-")
                    ? Stream.of(Pattern.NAT_GATEWAY)
                    : target.startsWith("igw-") ? Stream.of(Pattern.ELASTIC_IP) : Stream.empty())
            .findFirst();
    return ofRoute.or(this::withoutRoute);
  }

  private Optional<Pattern> withoutRoute() {
    if (remains.of(Address.class).anyMatch(one -> !one.key().name().startsWith("nat-"))) {
      return Optional.of(Pattern.ELASTIC_IP);
    }
    if (remains.has(NatGateway.class)) {
      return Optional.of(Pattern.NAT_GATEWAY);
    }
    boolean closed =
        remains.has(Instance.class)
            && remains
                .of(RouteTable.class)
                .anyMatch(table -> table.key().name().startsWith("workload-"));
    return closed || !services().isEmpty()
        ? Optional.of(Pattern.PRIVATE_ENDPOINTS)
        : Optional.empty();
  }

  /** The services with an interface endpoint. */
  private SortedSet<String> services() {
    return remains
        .of(VpcEndpoint.class)
        .filter(endpoint -> endpoint.type() == VpcEndpoint.Type.INTERFACE)
        .map(endpoint -> endpoint.key().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> endpoints() {
    SortedSet<String> services = services();
    if (services.isEmpty()) {
      return List.of(
          inHost || remains.has(Vpc.class)
              ? "# endpoints: set it as before, such as {additional: [logs]}"
              : "# endpoints: set it as before, such as {provided: true}: no endpoint is left");
    }
    List<String> lines = new ArrayList<>();
    if (!services.contains(EndpointServices.EC2_MESSAGES)) {
      lines.add("  ec2messages: Never");
    }
    if (remains.of(VpcEndpoint.class).noneMatch(one -> one.key().name().equals("s3"))) {
      lines.add("  s3Gateway: false");
    }
    List<String> additional =
        services.stream()
            .filter(service -> !STANDARD.contains(service) && !ofSessions.contains(service))
            .filter(service -> service.matches(SERVICE) && !service.startsWith("com."))
            .limit(MOST_SERVICES)
            .map(YamlText::scalar)
            .toList();
    if (!additional.isEmpty()) {
      lines.add("  additional: [" + String.join(", ", additional) + "]");
    }
    if (!lines.isEmpty()) {
      lines.addFirst("endpoints:");
    }
    return lines;
  }
}
