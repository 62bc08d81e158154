package io.ssmenv.cli.plan;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.EgressChecks;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.ListedSubnets;
import io.ssmenv.cloud.OpenSessions;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.RegionAccess;
import io.ssmenv.cloud.Scope;
import io.ssmenv.cloud.TagEvidence;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An empty account without a network: what AWS would answer is assumed. */
final class OfflineClouds implements Clouds {

  /** Stands for what only AWS knows. */
  static final String RESOLVED_AT_APPLY = "(resolved at apply)";

  static final String ACCOUNT = "offline";

  @Override
  public RegionAccess enter(Owner owner, Scope scope) {
    return new RegionAccess.Open(new EmptyAccount(scope.region()));
  }

  @Override
  public boolean leave(Owner owner, Scope scope) {
    return false;
  }

  private record EmptyAccount(String region) implements Cloud {

    @Override
    public Inventory inventory() {
      return new EmptyInventory();
    }

    @Override
    public Operations operations() {
      return new NoOperations();
    }

    @Override
    public FactSource facts() {
      return new AssumedAnswers(region);
    }

    @Override
    public Heartbeats heartbeats() {
      return Heartbeats.NONE;
    }

    @Override
    public EgressChecks egress() {
      return EgressChecks.NONE;
    }

    @Override
    public OpenSessions sessions() {
      return OpenSessions.NONE;
    }
  }

  private record EmptyInventory() implements Inventory {

    @Override
    public Observation observe(
        Owner owner,
        Map<Key, String> known,
        boolean createdByThisProcess,
        Map<Key, Observed> external) {
      return new Observation(
          ACCOUNT,
          Map.of(),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Set.of(),
          Map.of(),
          new Pings.Known(Map.of()),
          external);
    }

    @Override
    public TagEvidence evidence(Set<String> environments) {
      return TagEvidence.NONE;
    }

    @Override
    public void search(Owner owner, Set<String> environments) {}

    @Override
    public Optional<ListedSubnets> subnets() {
      return Optional.of(new ListedSubnets(ACCOUNT, Instant.EPOCH, List.of()));
    }

    @Override
    public void refresh(RefreshRequest request) {}

    @Override
    public Duration age() {
      return Duration.ZERO;
    }

    /** Nothing in the observation has a time. */
    @Override
    public Instant awsTime() {
      return Instant.EPOCH;
    }

    @Override
    public void forget(Owner owner) {}
  }

  private record NoOperations() implements Operations {

    @Override
    public Outcome perform(Owner owner, String account, Step.Write step) {
      throw new IllegalStateException("A plan writes nothing: " + step.summary());
    }

    @Override
    public RebootOutcome reboot(Owner owner, String account, String instanceId) {
      throw new IllegalStateException("A plan reboots nothing: " + instanceId);
    }

    @Override
    public List<String> blockers(Owner owner, String account, Step.Delete step) {
      return List.of();
    }
  }
}
