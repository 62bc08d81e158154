package io.ssmenv.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only keys and ids that an environment can have are read from the status. */
class KnownResourcesTest {

  private static final Owner OWNER = new Owner("c", "uid-1", "team-a/reports");
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "eu-west-1",
          new Connectivity(Pattern.ELASTIC_IP, null),
          null,
          List.of(new InstanceGroup("z", 2, null, null, null)),
          null,
          null,
          null,
          null,
          null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "vpcs",
        "nonsense/a",
        "subnet/workload-d",
        "subnet/",
        "natgateway/aa",
        "instance/app",
        "instance/app-50",
        "instance/App-0",
        "securitygroup/other",
        "vpcendpoint/a b",
        "routetable/workload"
      })
  void aKeyThatNoEnvironmentHasIsIgnored(String key) {
    assertThat(ids(new ResourceStatus(key, "x-1", null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "vpc 1", "vpc-1\n", "'; --"})
  void anIdThatNoResourceHasIsIgnored(String id) {
    assertThat(ids(new ResourceStatus("vpc", id, null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vpc",
        "subnet/public-c",
        "routetable/public",
        "natgateway/b",
        "address/nat-a",
        "address/app-49",
        "addressassociation/app-0",
        "instance/my-app-7",
        "networkinterface/a-1",
        "vpcendpoint/ecr.dkr",
        "route/workload-a/0.0.0.0/0",
        "securitygroup/endpoints",
        "securitygrouprule/instances/egress/tcp/443/pl-1",
        "rolepolicy/arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
      })
  void aKeyThatAnEnvironmentHasIsKept(String key) {
    assertThat(ids(new ResourceStatus(key, "x-1", null))).containsEntry(new Key(key), "x-1");
  }

  @Test
  void aRoleOrProfileWithAnotherNameIsNotThatOfTheEnvironment() {
    String role = AwsNames.role("c", "uid-1", "reports");
    assertThat(
            ids(
                new ResourceStatus("role", "Administrator", null),
                new ResourceStatus("instanceprofile", "Administrator", null)))
        .isEmpty();
    assertThat(
            ids(
                new ResourceStatus("role", role, null),
                new ResourceStatus("instanceprofile", role + "-profile", null)))
        .isEqualTo(Map.of(Role.KEY, role, InstanceProfile.KEY, role + "-profile"));
  }

  @Test
  void thereAreAtMostAsManyAsAnEnvironmentCanHaveAndThoseOfTheSpecComeFirst() {
    List<ResourceStatus> resources = new ArrayList<>();
    for (int number = 0; number < 3000; number++) {
      resources.add(new ResourceStatus("instance/a" + number + "-0", "i-" + number, null));
    }
    resources.add(new ResourceStatus("instance/z-0", "i-5000", null));
    resources.add(new ResourceStatus("vpc", "vpc-1", null));
    assertThat(ids(resources.toArray(ResourceStatus[]::new)))
        .hasSize(1001)
        .containsEntry(new Key("instance/z-0"), "i-5000")
        .containsEntry(new Key("vpc"), "vpc-1");
  }

  private static Map<Key, String> ids(ResourceStatus... resources) {
    return KnownResources.ids(
        new EnvironmentStatus(
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(resources),
            null,
            List.of(),
            null,
            List.of(),
            null,
            null),
        SPEC,
        OWNER,
        "reports");
  }
}
