package io.ssmenv.aws;

import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.InstanceHealth.ScheduledEvent;
import io.ssmenv.cloud.SessionFindings;
import io.ssmenv.cloud.SessionTargets;
import io.ssmenv.cloud.TrafficControls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Facts whose look-up of images throws the injected faults. */
record FaultyFacts(FactSource facts, InjectedFaults faults) implements FactSource {
  @Override
  public FactSource in(String account) {
    return new FaultyFacts(facts.in(account), faults);
  }

  @Override
  public FactSource askingAgain() {
    return new FaultyFacts(facts.askingAgain(), faults);
  }

  @Override
  public List<String> zones() {
    return facts.zones();
  }

  @Override
  public Map<String, Set<String>> zonesOfTypes(Set<String> types) {
    return facts.zonesOfTypes(types);
  }

  @Override
  public Map<String, Set<String>> zonesOfEndpoints(Set<String> services) {
    return facts.zonesOfEndpoints(services);
  }

  @Override
  public String resolveImageParameter(String parameter) {
    faults.throwFault(parameter);
    return facts.resolveImageParameter(parameter);
  }

  @Override
  public String rootDeviceName(String imageId) {
    return facts.rootDeviceName(imageId);
  }

  @Override
  public boolean offersEndpoint(String service) {
    return facts.offersEndpoint(service);
  }

  @Override
  public Optional<ForeignVpc> foreignVpc(
      Optional<String> vpcId, List<String> subnetIds, String namespace) {
    return facts.foreignVpc(vpcId, subnetIds, namespace);
  }

  @Override
  public Optional<String> consoleOutput(String instanceId) {
    return facts.consoleOutput(instanceId);
  }

  @Override
  public Map<String, List<ScheduledEvent>> scheduledEvents() {
    return facts.scheduledEvents();
  }

  @Override
  public TrafficControls trafficControls(String vpcId, SortedSet<String> instanceIds) {
    return facts.trafficControls(vpcId, instanceIds);
  }

  @Override
  public Optional<String> s3PrefixList() {
    return facts.s3PrefixList();
  }

  @Override
  public SessionFindings sessionFindings(SessionTargets targets) {
    return facts.sessionFindings(targets);
  }
}
