package io.ssmenv.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds for the account whatever happened to the operator. */
public final class Accounts {

  private Accounts() {}

  /** Everything is somebody's, and there is one of everything. */
  public static void assertOneOfEverything(SimulatedAws aws) {
    List<ResourceSummary> all = aws.holdings();
    assertThat(all)
        .as("everything in the account carries ownership tags")
        .allSatisfy(holding ->
            assertThat(Ownership.read(holding.tags())).as(holding.toString()).isPresent());
    Map<String, List<String>> byKey =
        all.stream()
            .filter(holding -> !holding.type().equals("volume"))
            .collect(
                Collectors.groupingBy(
                    Accounts::key, Collectors.mapping(ResourceSummary::id, Collectors.toList())));
    assertThat(byKey).as("one of everything").allSatisfy((key, ids) -> assertThat(ids).hasSize(1));
  }

  private static String key(ResourceSummary holding) {
    return holding.tags().get(Ownership.TAG_ENVIRONMENT)
        + " "
        + holding.tags().get(Ownership.TAG_KEY);
  }

  /** The calls that can change something, refused ones too. */
  public static List<CallRecord> writes(SimulatedAws aws) {
    return aws.callLog().calls().stream().filter(CallRecord::mutating).toList();
  }
}
