package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrphanedResourcesTest {

  private static final Ownership VPC = ownership("team-a/reports", "uid-1", "vpc");
  private static final Ownership ROLE = ownership("team-a/reports", "uid-1", "role");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Optional<Set<String>> environments = Optional.of(Set.of("uid-2"));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final OrphanedResources orphans = orphans(Set.of());

  @Test
  void whatHasNoEnvironmentIsOrphaned() {
    assertThat(orphans.orphaned()).accepts(VPC);
    assertThat(orphans.orphaned()).rejects(ownership("team-a/other", "uid-2", "vpc"));
  }

  @Test
  void nothingIsOrphanedBeforeTheEnvironmentsAreKnown() {
    environments = Optional.empty();

    assertThat(orphans.orphaned()).rejects(VPC);
  }

  @Test
  void whatBelongsToANamespaceThatIsNotWatchedIsNotOrphaned() {
    OrphanedResources ofTeamB = orphans(Set.of("team-b"));

    assertThat(ofTeamB.orphaned()).rejects(VPC, ownership("", "uid-1", "vpc"));
    assertThat(ofTeamB.orphaned()).accepts(ownership("team-b/reports", "uid-1", "vpc"));
  }

  @Test
  void anOrphanCountsOnceItWasListedForFiveMinutes() {
    orphans.onPoll("eu-west-1", Map.of("vpc-1", VPC));
    assertThat(metrics()).containsExactly("ssmenv_orphaned_resources{region=\"eu-west-1\"} 0.0");

    now = now.plus(Timing.ORPHAN_AGE);
    orphans.onPoll("eu-west-1", Map.of("vpc-1", VPC));
    assertThat(metrics()).containsExactly("ssmenv_orphaned_resources{region=\"eu-west-1\"} 1.0");

    orphans.onPoll("eu-west-1", Map.of());
    assertThat(metrics()).containsExactly("ssmenv_orphaned_resources{region=\"eu-west-1\"} 0.0");
  }

  @Test
  void aGlobalResourceCountsInOneRegion() {
    orphans.onPoll("eu-west-1", Map.of("role-1", ROLE));
    orphans.onPoll("eu-north-1", Map.of("role-1", ROLE));
    now = now.plus(Timing.ORPHAN_AGE);

    assertThat(metrics())
        .containsExactlyInAnyOrder(
            "ssmenv_orphaned_resources{region=\"eu-north-1\"} 1.0",
            "ssmenv_orphaned_resources{region=\"eu-west-1\"} 0.0");
  }

  @Test
  void aClosedRegionHasNoGauge() {
    orphans.onPoll("eu-west-1", Map.of("vpc-1", VPC));
    orphans.onClose("eu-west-1");
    assertThat(metrics()).isEmpty();

    orphans.onPoll("eu-west-1", Map.of());
    assertThat(metrics()).containsExactly("ssmenv_orphaned_resources{region=\"eu-west-1\"} 0.0");
  }

  private OrphanedResources orphans(Set<String> namespaces) {
    return new OrphanedResources(() -> environments, namespaces, () -> now, registry);
  }

  private List<String> metrics() {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("ssmenv_orphaned_resources{"))
        .toList();
  }

  private static Ownership ownership(String owner, String uid, String key) {
    return new Ownership("cluster", uid, owner, new Key(key));
  }
}
