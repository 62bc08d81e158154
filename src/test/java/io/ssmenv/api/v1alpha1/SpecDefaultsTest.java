package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documented defaults, which are applied on reading and never written. */
class SpecDefaultsTest {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private static final String SMALLEST =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      instances:
      - name: app
      """;

  private final EnvironmentSpec spec = SERIALIZATION.unmarshal(SMALLEST, EnvironmentSpec.class);

  @Test
  void theNetworkHasOneZoneAndASlash16Range() {
    assertThat(spec.networkOrDefault().cidrOrDefault()).isEqualTo("10.20.0.0/16");
    assertThat(spec.networkOrDefault().availabilityZonesOrDefault()).isEqualTo(1);
  }

  @Test
  void aGroupHasOneT3MicroWithAmazonLinux() {
    InstanceGroup group = spec.instances().getFirst();
    assertThat(group.countOrDefault()).isEqualTo(1);
    assertThat(group.instanceNames()).containsExactly("app-0");
    assertThat(group.typeOrDefault()).isEqualTo("t3.micro");
    assertThat(group.imageOrDefault().source())
        .isEqualTo("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
  }

  @Test
  void theEndpointsIncludeEc2messagesAndS3() {
    Endpoints endpoints = spec.connectivity().endpointsOrDefault();
    assertThat(endpoints.ec2messagesOrDefault()).isEqualTo(Ec2Messages.AUTO);
    assertThat(endpoints.s3GatewayOrDefault()).isTrue();
    assertThat(endpoints.additionalOrDefault()).isEmpty();
  }

  @Test
  void theRoleHasNoBoundaryAndNoFurtherPolicies() {
    assertThat(spec.roleOrDefault().permissionsBoundaryArn()).isEmpty();
    assertThat(spec.roleOrDefault().managedPoliciesOrDefault()).isEmpty();
  }

  @Test
  void driftIsCorrectedEveryMinuteAndDeletionDeletes() {
    assertThat(spec.driftOrDefault().policyOrDefault()).isEqualTo(DriftPolicy.CORRECT);
    assertThat(spec.driftOrDefault().intervalOrDefault()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.deletionPolicyOrDefault()).isEqualTo(DeletionPolicy.DELETE);
    assertThat(spec.pausedOrDefault()).isFalse();
    assertThat(spec.tagsOrDefault()).isEmpty();
  }

  @Test
  void readingAndWritingAddsNoDefaults() {
    Map<?, ?> written = SERIALIZATION.unmarshal(SERIALIZATION.asYaml(spec), Map.class);
    assertThat(written).isEqualTo(SERIALIZATION.unmarshal(SMALLEST, Map.class));
  }
}
