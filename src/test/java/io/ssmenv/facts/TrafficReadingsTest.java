package io.ssmenv.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.DhcpOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What was read belongs to one VPC. */
class TrafficReadingsTest {

  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "team-a/reports");
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final OneImageSource source = new OneImageSource();
  private final TrafficReadings readings =
      new TrafficReadings(
          Runnable::run,
          () -> NOW,
          _ -> {},
          new InternalErrors(() -> {
            throw new AssertionError("no internal error is expected");
          }));

  private RepeatedReadings.Known<TrafficControls> read(String vpcId) {
    return readings.read(OWNER, source, "111111111111", vpcId, new TreeSet<>());
  }

  private void put(String vpcId, String dhcpOptionsId) {
    source.controls.put(
        vpcId,
        new TrafficControls(
            List.of(),
            Optional.of(new DhcpOptions(dhcpOptionsId, List.of())),
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  @Test
  void anotherVpcIsReadAtOnceAndNothingOfTheFirstIsKept() {
    put("vpc-1", "dopt-1");
    put("vpc-2", "dopt-2");
    read("vpc-1");
    assertThat(read("vpc-1").answer().flatMap(TrafficControls::dhcpOptions))
        .map(DhcpOptions::id)
        .contains("dopt-1");
    assertThat(read("vpc-2").answer()).isEmpty();
    assertThat(read("vpc-2").answer().flatMap(TrafficControls::dhcpOptions))
        .map(DhcpOptions::id)
        .contains("dopt-2");
    assertThat(read("vpc-1").answer()).isEmpty();
  }
}
