package io.ssmenv.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.Throttling;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;

/** The maximum size of policies, and shortened pages. */
class IamQuotaTest extends IamTest {

  /** Returns a policy with this number of characters without white space. */
  private static String permissions(int characters) {
    int rest = characters - PERMISSIONS.replaceAll("\\s", "").length();
    return PERMISSIONS.replace("ssm:*", "ssm:*" + "a".repeat(rest)) + " \n".repeat(1000);
  }

  @Test
  void aManagedPolicyHas6144CharactersWithoutWhiteSpace() {
    iam.createPolicy(r -> r.policyName("p").policyDocument(permissions(6144)));
    refused(
        () -> iam.createPolicy(r -> r.policyName("q").policyDocument(permissions(6145))),
        "LimitExceeded",
        409,
        "PolicySize: 6144");
  }

  @Test
  void thePoliciesWrittenIntoARoleHave10240CharactersTogether() {
    role("app");
    put("a", 10_000);
    put("b", 240);
    refused(() -> put("c", 200), "LimitExceeded", 409, "10240 bytes exceeded for role app");
    put("a", 9_000);
    assertThatCode(() -> put("c", 1000)).doesNotThrowAnyException();
  }

  private void put(String name, int characters) {
    iam.putRolePolicy(
        r -> r.roleName("app").policyName(name).policyDocument(permissions(characters)));
  }

  @Test
  void aTrustPolicyHas2048Characters() {
    String tooLong = TRUST.replace("sts:AssumeRole", "sts:AssumeRole" + "a".repeat(2048));
    refused(
        () -> role("app", r -> r.assumeRolePolicyDocument(tooLong)),
        "LimitExceeded",
        409,
        "ACLSizePerRole: 2048");
    role("app");
    refused(
        () -> iam.updateAssumeRolePolicy(r -> r.roleName("app").policyDocument(tooLong)),
        "LimitExceeded",
        409,
        "ACLSizePerRole: 2048");
  }

  @Test
  void withLaggingReadsAPageMayBeShorterButMarkersReturnTheWholeList() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T05:00:00Z"));
    int cut = 0;
    for (int seed = 1; seed <= 12; seed++) {
      SimulatorOptions options =
          Simulations.options()
              .withSeed(seed)
              .withRealTime(now::get)
              .withThrottling(Throttling.OFF);
      try (SimulatedAws lagging = SimulatedAws.start(options);
          var client = AwsClients.of(lagging).iam()) {
        for (int i = 0; i < 5; i++) {
          String name = "role-" + i;
          client.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST));
        }
        now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
        ListRolesResponse first = client.listRoles(r -> r.maxItems(100));
        assertThat(first.isTruncated()).isEqualTo(first.roles().size() < 5);
        assertThat(client.listRolesPaginator(r -> r.maxItems(100)).roles().stream()).hasSize(5);
        cut += first.isTruncated() ? 1 : 0;
      }
    }
    assertThat(cut).as("short pages for 12 seeds").isBetween(1, 11);
  }
}
