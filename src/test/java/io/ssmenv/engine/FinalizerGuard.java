package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The invariant that an environment has the finalizer while anything of it exists in AWS. */
final class FinalizerGuard implements Network.Observer {

  private final SimulatedAws aws;
  private final ApiServerState api;
  private final List<String> violations = new ArrayList<>();

  private FinalizerGuard(SimulatedAws aws, ApiServerState api) {
    this.aws = aws;
    this.api = api;
  }

  /** Watches a scenario from now on. */
  static FinalizerGuard of(EngineScenario scenario) {
    FinalizerGuard guard = new FinalizerGuard(scenario.aws, scenario.harness.api());
    scenario.network.observe(guard);
    scenario.harness.api().listen(guard::stored);
    return guard;
  }

  private void stored(Owner owner, Optional<StoredEnvironment> environment) {
    check(owner, environment, "the environment was stored");
  }

  @Override
  public boolean executed(NetworkCall call) {
    if (!call.isRead()) {
      api.owners().forEach(owner -> check(owner, api.get(owner), call.toString()));
    }
    return true;
  }

  private void check(Owner owner, Optional<StoredEnvironment> environment, String when) {
    if (environment.filter(StoredEnvironment::hasFinalizer).isEmpty()) {
      List<String> left =
          aws.resources().stream()
              .filter(
                  resource -> owner.uid().equals(resource.tags().get(Ownership.TAG_ENVIRONMENT)))
              .map(ResourceSummary::id)
              .toList();
      if (!left.isEmpty()) {
        violations.add("%s: %s has no finalizer, but %s".formatted(when, owner, left));
      }
    }
  }

  void assertHeld() {
    assertThat(violations).as("a finalizer while anything exists").isEmpty();
  }
}
