package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpecDefaultsTest {

  private static final SpecDefaults FIRST = SpecDefaults.PUBLISHED.getFirst();
  private static final SpecDefaults SECOND =
      new SpecDefaults(
          "second",
          new Image("/other", null),
          "t3.small",
          1,
          "10.30.0.0/16",
          1,
          Optional.empty(),
          FIRST.ec2messages(),
          true);
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "eu-west-1",
          new Connectivity(Pattern.PRIVATE_ENDPOINTS, null),
          null,
          List.of(new InstanceGroup("app", null, null, null, null)),
          null,
          null,
          null,
          null,
          null);

  private final DefaultsSelection selection = new DefaultsSelection(List.of(FIRST, SECOND));

  /** If this fails, a default was changed: append a set to {@link SpecDefaults#PUBLISHED}. */
  @Test
  void theLastPublishedSetIsWhatTheApiDocuments() {
    EnvironmentSpec completed = SpecDefaults.PUBLISHED.getLast().complete(SPEC);
    InstanceGroup group = completed.instances().getFirst();
    InstanceGroup open = SPEC.instances().getFirst();
    assertThat(group.image()).isEqualTo(open.imageOrDefault());
    assertThat(group.type()).isEqualTo(open.typeOrDefault());
    assertThat(group.count()).isEqualTo(open.countOrDefault());
    assertThat(completed.networkOrDefault().cidr())
        .isEqualTo(SPEC.networkOrDefault().cidrOrDefault());
    assertThat(completed.networkOrDefault().availabilityZones())
        .isEqualTo(SPEC.networkOrDefault().availabilityZonesOrDefault());
    assertThat(completed.roleOrDefault()).isEqualTo(SPEC.roleOrDefault());
    assertThat(completed.connectivity().endpointsOrDefault().ec2messages())
        .isEqualTo(SPEC.connectivity().endpointsOrDefault().ec2messagesOrDefault());
    assertThat(completed.connectivity().endpointsOrDefault().s3Gateway())
        .isEqualTo(SPEC.connectivity().endpointsOrDefault().s3GatewayOrDefault());
  }

  @Test
  void theFirstPublishedSetNeverChanges() {
    assertThat(FIRST.toString())
        .isEqualTo(
            "SpecDefaults[name=2026-11, image=Image[parameter=/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64,"
                + " id=null], type=t3.micro, count=1, cidr=10.20.0.0/16, availabilityZones=1,"
                + " permissionsBoundary=Optional.empty, ec2messages=AUTO, s3Gateway=true]");
  }

  @Test
  void whatExistsDecidesBeforeTheRecordedName() {
    assertThat(selection.select(SPEC, "", observed())).isEqualTo(SECOND);
    assertThat(selection.select(SPEC, FIRST.name(), observed())).isEqualTo(FIRST);
    assertThat(selection.select(SPEC, "nonsense", observed())).isEqualTo(SECOND);
    assertThat(selection.select(SPEC, SECOND.name(), observed(vpc("10.20.0.0/16"))))
        .isEqualTo(FIRST);
  }

  @Test
  void theRangeOfAnExistingVpcIsKeptAlsoIfNoSetHasIt() {
    assertThat(selection.select(SPEC, "", observed(vpc("10.99.0.0/16"))).cidr())
        .isEqualTo("10.99.0.0/16");
  }

  private static Observed vpc(String cidr) {
    return new Observed(
        new Vpc(Key.of("vpc"), cidr, true, true, Tags.NONE), "vpc-1", State.READY, "available");
  }

  private static Observation observed(Observed... existing) {
    return new Observation(
        "111122223333",
        List.of(existing).stream().collect(Collectors.toMap(Observed::key, one -> one)),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new Pings.Known(Map.of()));
  }
}
