package io.ssmenv.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many bytes the API server keeps of the largest environment that the CRD accepts. */
class StatusSizeTest {

  private static final int KIB = 1024;

  /** etcd refuses more than 1.5 MiB, and the spec and the metadata need some of it. */
  private static final int LIMIT = 1024 * KIB;

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void theStatusOfAThousandInstancesIsLessThanHalfOfWhatTheApiServerAccepts(Pattern pattern) {
    StatusScenario scenario = largest(pattern);
    scenario.createAll();
    EnvironmentStatus status = scenario.reconcile();
    assertThat(status.online()).isEqualTo("1000/1000");
    assertThat(bytes(status)).isLessThan(LIMIT * 5 / 8);
  }

  @Test
  void itIsSmallEnoughWhenEveryLaunchFailsWithTheLongestReason() {
    StatusScenario scenario = largest(Pattern.ELASTIC_IP);
    scenario.createAll();
    scenario.pings.clear();
    scenario.reconcile();
    for (InstanceGroup group : scenario.spec().instances()) {
      group.instanceNames().forEach(name -> scenario.terminate(name, "reason ".repeat(200)));
    }
    scenario.advance(Duration.ofMinutes(1));
    EnvironmentStatus status = scenario.reconcile();
    assertThat(status.instances()).allSatisfy(one -> assertThat(one.launches()).isNotNull());
    assertThat(bytes(status)).isLessThan(LIMIT);
  }

  private static StatusScenario largest(Pattern pattern) {
    StatusScenario scenario =
        new StatusScenario() {
          @Override
          EnvironmentSpec spec() {
            return new EnvironmentSpec(
                "eu-west-1",
                new Connectivity(pattern, null),
                null,
                IntStream.range(0, 20)
                    .mapToObj(group ->
                        new InstanceGroup("reports-" + (char) ('a' + group), 50, null, null, null))
                    .toList(),
                null,
                null,
                null,
                null,
                null);
          }
        };
    scenario.pattern = pattern;
    return scenario;
  }

  private static int bytes(EnvironmentStatus status) {
    return new KubernetesSerialization().asJson(status).getBytes(UTF_8).length;
  }
}
