package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.cloud.Owner;
import java.util.Locale;
import java.util.Objects;

/** What the environments of a scenario say of the egress of their first instance. */
record EgressProbe(EngineScenario scenario) {
  static final String VERIFY = "verification: {egress: true}";

  Owner apply(String pattern) {
    return scenario.harness.apply(
        pattern.toLowerCase(Locale.ROOT), EngineScenario.spec(pattern, VERIFY));
  }

  Owner verified(String pattern) {
    Owner owner = apply(pattern);
    awaitCondition(owner, "TRUE Verified: ");
    return owner;
  }

  void awaitCondition(Owner owner, String start) {
    scenario.eventually(() -> assertThat(condition(owner)).startsWith(start));
  }

  String condition(Owner owner) {
    return scenario.harness.describeCondition(owner, "EgressVerified");
  }

  EgressStatus egress(Owner owner) {
    return Objects.requireNonNull(
        scenario.harness.status(owner).instance("app-0").orElseThrow().egress());
  }

  String instance(Owner owner) {
    return scenario.id(owner, "instance/app-0");
  }

  long warnings(String message) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals("UnexpectedEgress"))
        .filter(event -> event.message().contains(message))
        .count();
  }
}
