package io.ssmenv.cli.plan;

import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.topology.ImmutableCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first zones of the region, and a region with all services. */
record AssumedAnswers(String region) implements FactSource {

  private static final String ANYWHERE = "0.0.0.0/0";
  private static final ForeignVpc.Consent CONSENT = new ForeignVpc.Consent(Optional.of("*"));

  @Override
  public FactSource in(String account) {
    return this;
  }

  @Override
  public FactSource askingAgain() {
    return this;
  }

  @Override
  public List<String> zones() {
    return Stream.of("a", "b", "c").map(letter -> region + letter).toList();
  }

  @Override
  public Map<String, Set<String>> zonesOfTypes(Set<String> types) {
    return everywhere(types);
  }

  @Override
  public Map<String, Set<String>> zonesOfEndpoints(Set<String> services) {
    return everywhere(services);
  }

  private Map<String, Set<String>> everywhere(Set<String> offers) {
    return offers.stream()
        .collect(Collectors.toMap(offer -> offer, _ -> ImmutableCopy.of(zones())));
  }

  @Override
  public String resolveImageParameter(String parameter) {
    return OfflineClouds.RESOLVED_AT_APPLY;
  }

  @Override
  public String rootDeviceName(String imageId) {
    return OfflineClouds.RESOLVED_AT_APPLY;
  }

  @Override
  public boolean offersEndpoint(String service) {
    return true;
  }

  /** Everything is there that the spec may need. */
  @Override
  public Optional<ForeignVpc> foreignVpc(
      Optional<String> vpcId, List<String> subnetIds, String namespace) {
    List<ForeignVpc.Subnet> subnets = new ArrayList<>();
    for (String id : subnetIds) {
      subnets.add(
          new ForeignVpc.Subnet(
              id,
              ANYWHERE,
              zones().get(subnets.size()),
              CONSENT,
              new ForeignVpc.Egress(
                  ForeignVpc.Egress.Kind.UNKNOWN, OfflineClouds.RESOLVED_AT_APPLY),
              ""));
    }
    return Optional.of(
        new ForeignVpc(
            vpcId.orElse(OfflineClouds.RESOLVED_AT_APPLY),
            List.of(ANYWHERE),
            CONSENT,
            true,
            true,
            Optional.of(OfflineClouds.RESOLVED_AT_APPLY),
            subnets,
            List.of()));
  }

  @Override
  public Optional<String> consoleOutput(String instanceId) {
    return Optional.empty();
  }

  @Override
  public Map<String, List<ScheduledEvent>> scheduledEvents() {
    return Map.of();
  }

  @Override
  public TrafficControls trafficControls(String vpcId, SortedSet<String> instanceIds) {
    return new TrafficControls(
        List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  @Override
  public Optional<String> s3PrefixList() {
    return Optional.of(OfflineClouds.RESOLVED_AT_APPLY);
  }

  @Override
  public SessionFindings sessionFindings(SessionTargets targets) {
    return new SessionFindings(List.of());
  }
}
