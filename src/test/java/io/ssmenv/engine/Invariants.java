package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Invariants after every test of the engine: each resource exists once, and every resource has
 * ownership tags.
 */
final class Invariants {

  private Invariants() {}

  static void assertHold(SimulatedAws aws, EngineHarness harness) {
    assertHold(aws.resources());
  }

  static void assertHold(List<ResourceSummary> all) {
    assertThat(all)
        .as("every resource in the account has ownership tags")
        .allSatisfy(resource ->
            assertThat(Ownership.read(resource.tags())).as(resource.toString()).isPresent());
    Map<String, List<String>> byKey =
        all.stream()
            .filter(resource -> !resource.type().equals("volume"))
            .collect(
                Collectors.groupingBy(
                    resource ->
                        resource.tags().get(Ownership.TAG_ENVIRONMENT)
                            + " "
                            + resource.tags().get(Ownership.TAG_KEY),
                    Collectors.mapping(ResourceSummary::id, Collectors.toList())));
    assertThat(byKey)
        .as("one resource for each key")
        .allSatisfy((key, ids) -> assertThat(ids).hasSize(1));
  }
}
