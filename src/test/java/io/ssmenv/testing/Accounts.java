package io.ssmenv.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Assertions about the simulated account that hold whatever happened to the operator. */
public final class Accounts {

  private Accounts() {}

  /** Asserts that every resource has ownership tags and that no resource exists twice. */
  public static void assertOneOfEverything(SimulatedAws aws) {
    List<ResourceSummary> all = aws.resources();
    assertThat(all)
        .as("every resource in the account has ownership tags")
        .allSatisfy(resource ->
            assertThat(Ownership.read(resource.tags())).as(resource.toString()).isPresent());
    Map<String, List<String>> byKey =
        all.stream()
            .filter(resource -> !resource.type().equals("volume"))
            .collect(
                Collectors.groupingBy(
                    Accounts::key, Collectors.mapping(ResourceSummary::id, Collectors.toList())));
    assertThat(byKey)
        .as("one resource for each key")
        .allSatisfy((_, ids) -> assertThat(ids).hasSize(1));
  }

  private static String key(ResourceSummary resource) {
    return resource.tags().get(Ownership.TAG_ENVIRONMENT)
        + " "
        + resource.tags().get(Ownership.TAG_KEY);
  }

  /** The mutating calls, including those that failed. */
  public static List<CallRecord> writes(SimulatedAws aws) {
    return aws.callLog().calls().stream().filter(CallRecord::mutating).toList();
  }
}
