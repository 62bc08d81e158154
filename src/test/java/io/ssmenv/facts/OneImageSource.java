package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.cloud.TrafficControls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** A region with one image. */
final class OneImageSource implements FactSource {
  static final String IMAGE = "ami-0there";

  final Set<String> images = new HashSet<>(Set.of(IMAGE));
  final List<String> accounts = new ArrayList<>();
  final Map<String, TrafficControls> controls = new HashMap<>();
  Optional<Error> fault = Optional.empty();

  @Override
  public FactSource in(String account) {
    accounts.add(account);
    return this;
  }

  @Override
  public FactSource askingAgain() {
    return this;
  }

  @Override
  public List<String> zones() {
    return List.of("eu-west-1a");
  }

  @Override
  public Map<String, Set<String>> zonesOfTypes(Set<String> types) {
    return Map.of();
  }

  @Override
  public Map<String, Set<String>> zonesOfEndpoints(Set<String> services) {
    return Map.of();
  }

  @Override
  public String resolveImageParameter(String parameter) {
    throw new AssertionError("not asked for");
  }

  @Override
  public String rootDeviceName(String imageId) {
    fault.ifPresent(error -> {
      throw error;
    });
    if (!images.contains(imageId)) {
      throw new CloudException(
          new CloudError.Invalid("DescribeImages", "InvalidAMIID.NotFound", "no " + imageId));
    }
    return "/dev/xvda";
  }

  @Override
  public boolean offersEndpoint(String service) {
    return true;
  }

  @Override
  public Optional<ForeignVpc> foreignVpc(
      Optional<String> vpcId, List<String> subnetIds, String namespace) {
    throw new AssertionError("not asked for");
  }

  @Override
  public Optional<String> consoleOutput(String instanceId) {
    throw new AssertionError("not asked for");
  }

  @Override
  public Map<String, List<ScheduledEvent>> scheduledEvents() {
    throw new AssertionError("not asked for");
  }

  @Override
  public TrafficControls trafficControls(String vpcId, SortedSet<String> instanceIds) {
    return Optional.ofNullable(controls.get(vpcId))
        .orElseThrow(() -> new AssertionError("not asked for"));
  }

  @Override
  public Optional<String> s3PrefixList() {
    return Optional.empty();
  }

  @Override
  public SessionFindings sessionFindings(SessionTargets targets) {
    throw new UnsupportedOperationException();
  }
}
