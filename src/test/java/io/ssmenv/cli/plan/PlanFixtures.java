package io.ssmenv.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.engine.Preview;
import io.ssmenv.plan.Forecast;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.Planner;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans for tests of the reports, made by the operator's planner. */
final class PlanFixtures {

  private PlanFixtures() {}

  static String spec(String pattern, String more) {
    return "{region: eu-west-1, connectivity: {pattern: %s}, instances: [{name: app%s}]}"
        .formatted(pattern, more);
  }

  static String waitingForSessions(String spec) {
    return spec.replace("instances:", "disruption: {waitForSessions: 30m}, instances:");
  }

  /** From an environment that is as a spec says to another spec. */
  static EnvironmentPlan change(String from, String to) {
    return plan(Optional.of(from), to);
  }

  static EnvironmentPlan creation(String spec) {
    return plan(Optional.empty(), spec);
  }

  /** Of a deleted environment that has nothing to do. */
  static EnvironmentPlan awaitingGuests(String spec) {
    return plan(Optional.of(spec), spec, ReconcileMode.DELETION_AWAITS_GUESTS);
  }

  private static EnvironmentPlan plan(Optional<String> from, String to) {
    return plan(from, to, ReconcileMode.ACTIVE);
  }

  private static EnvironmentPlan plan(Optional<String> from, String to, ReconcileMode mode) {
    Observation observed = observation(from.map(PlanFixtures::topology).orElse(Topology.EMPTY));
    Topology desired = topology(to);
    Planner planner = new Planner(AwsClouds.rules());
    Forecast forecast =
        Forecast.of(
            planner.plan(desired, observed, PlanGates.NONE),
            predicted -> planner.plan(desired, predicted, PlanGates.NONE),
            observed);
    return new EnvironmentPlan(
        "team-a",
        "reports",
        VpcNames.NONE,
        from.map(PlanFixtures::pattern),
        pattern(to),
        Map.of(),
        List.of(),
        new Preview.Complete(
            parse(to),
            mode,
            observed,
            observed,
            Optional.empty(),
            forecast,
            List.of(),
            List.of(),
            List.of()));
  }

  private static String pattern(String spec) {
    return spec.replaceAll(".*pattern: (\\w+).*", "$1");
  }

  private static Observation observation(Topology topology) {
    Map<Key, Observed> present = new HashMap<>();
    topology
        .resources()
        .forEach(resource -> present.put(resource.key(), existing(resource, present.size())));
    return new Observation(
        "111122223333",
        present,
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new Pings.Known(Map.of()));
  }

  private static Observed existing(Resource resource, int number) {
    Map<String, String> details =
        resource instanceof AddressAssociation
            ? Map.of(Observed.PUBLIC_IP, "198.51.100." + number)
            : Map.of();
    return new Observed(
        resource, resource.key().type() + "-" + number, Observed.State.READY, "available", details);
  }

  private static Topology topology(String yaml) {
    EnvironmentSpec spec = parse(yaml);
    Map<String, Facts.Image> images = new HashMap<>();
    spec.instances()
        .forEach(group ->
            images.put(
                group.imageOrDefault().source(), new Facts.Image("ami-12345678", "/dev/xvda")));
    return new TopologyBuilder()
        .build(
            "cluster",
            "uid",
            "reports",
            spec,
            Facts.of(List.of("eu-west-1a"), images, Set.of(), Optional.of("pl-1")));
  }

  private static EnvironmentSpec parse(String yaml) {
    try {
      return SpecDefaults.PUBLISHED
          .getLast()
          .complete(new ObjectMapper(new YAMLFactory()).readValue(yaml, EnvironmentSpec.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
