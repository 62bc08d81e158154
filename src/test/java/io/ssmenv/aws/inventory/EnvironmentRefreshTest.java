package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.RefreshTiming;
import io.ssmenv.topology.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever waits for an agent is not kept from it by looks at instances alone. */
class EnvironmentRefreshTest {
  @Test
  void looksAtInstancesForOthersDoNotPostponeTheAgents() {
    Owner owner = new Owner("lab", "uid-1", "default/one");
    EnvironmentRefresh refresh = new EnvironmentRefresh(owner);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    refresh.set(
        new RefreshRequest(owner, Set.of(AwaitedChange.any(Instance.class)), Duration.ofDays(1)),
        now);
    boolean agents = false;
    for (int i = 0; i < 100; i++) { // Another environment launches instances meanwhile.
      now = now.plusSeconds(1);
      agents |= refresh.due(RefreshTiming.OF_AWS, now).agents();
      refresh.recordRead(Set.of(Instance.class), false, now);
    }
    assertThat(agents).isTrue();
  }

  /** What AWS is at work on shows in its listing; a time, or what others do, does not. */
  @Test
  void whoWaitsForAwsOnlyIsNotWokenByALookThatShowsNothingNew() {
    Owner owner = new Owner("lab", "uid-1", "default/one");
    Refreshes refreshes = new Refreshes(Duration.ofMinutes(1));
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    AwaitedChange created = new AwaitedChange(Instance.class, AwaitedChange.Kind.CREATION);
    refreshes.set(new RefreshRequest(owner, Set.of(created), Duration.ofDays(1)), now);
    assertThat(refreshes.awaitsAnything(owner)).isFalse();

    Set<AwaitedChange> both = Set.of(created, AwaitedChange.any(Instance.class));
    refreshes.set(new RefreshRequest(owner, both, Duration.ofDays(1)), now);
    assertThat(refreshes.awaitsAnything(owner)).isTrue();
  }
}
