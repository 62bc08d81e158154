package io.ssmenv.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private static final Vpc VPC = new Vpc(Key.of("vpc"), "10.0.0.0/16", true, true, Tags.NONE);
  private static final Subnet A = subnet("a");
  private static final Subnet B = subnet("b");
  private static final SecurityGroup GROUP =
      new SecurityGroup(Key.of("securitygroup", "x"), Ref.to(VPC), "x", "for x", Tags.NONE);
  private static final NetworkInterface INTERFACE =
      new NetworkInterface(
          Key.of("networkinterface", "x"),
          Ref.to(A),
          new TreeSet<>(Set.of(Ref.to(GROUP))),
          Tags.NONE);
  private static final Address ADDRESS = new Address(Key.of("address", "x"), Tags.NONE);

  @Test
  void aCycleIsRejectedWithItsKeys() {
    Topology.Builder graph = Topology.builder();
    graph.add(A);
    graph.add(VPC, Set.of(ADDRESS.key()));
    graph.add(ADDRESS, Set.of(A.key()));

    assertThatThrownBy(graph::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The topology has a cycle: [address/x, subnet/a, vpc]");
  }

  @Test
  void aResourceThatDependsOnItselfIsACycle() {
    Topology.Builder graph = Topology.builder();
    graph.add(VPC, Set.of(VPC.key()));

    assertThatThrownBy(graph::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The topology has a cycle: [vpc]");
  }

  @Test
  void aReferenceToAMissingResourceIsRejected() {
    Topology.Builder graph = Topology.builder();
    graph.add(A);

    assertThatThrownBy(graph::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("subnet/a needs vpc, which is not in the topology");
  }

  @Test
  void aDependencyOnAMissingResourceIsRejected() {
    Topology.Builder graph = Topology.builder();
    graph.add(VPC, List.of(ADDRESS.key()));

    assertThatThrownBy(graph::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("vpc needs address/x, which is not in the topology");
  }

  @Test
  void aReferenceToAnIdIsNotADependency() {
    Subnet inExistingVpc = new Subnet(A.key(), Ref.id("vpc-1"), A.cidr(), A.zone(), Tags.NONE);

    assertThat(graph(List.of(inExistingVpc)).inOrder()).containsExactly(inExistingVpc);
  }

  @Test
  void aDuplicateKeyIsRejected() {
    Topology.Builder graph = Topology.builder();
    graph.add(VPC);

    assertThatThrownBy(() -> graph.add(VPC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vpc is in the topology already");
  }

  /** Immutable sets of the JDK have another order in each process; a plan has not. */
  @Test
  void theOrderInWhichPrerequisitesAreGivenDoesNotMatter() {
    List<Key> keys = List.of(A.key(), B.key());
    Topology.Builder one = Topology.builder();
    Topology.Builder other = Topology.builder();
    one.add(ADDRESS, keys);
    other.add(ADDRESS, keys.reversed());
    List.of(one, other).forEach(graph -> List.of(VPC, A, B).forEach(graph::add));

    assertThat(other.build().inOrder()).containsExactly(VPC, A, B, ADDRESS);
    assertThat(one.build().inOrder()).containsExactly(VPC, A, B, ADDRESS);
  }

  @Test
  void prerequisitesComeFirstAndTiesAreOrderedByKey() {
    assertThat(graph(List.of(VPC, A, B, GROUP, INTERFACE, ADDRESS)).inOrder())
        .containsExactly(ADDRESS, VPC, GROUP, A, INTERFACE, B);
  }

  @Test
  void theInsertionOrderDoesNotMatter() {
    List<Resource> resources = new ArrayList<>(List.of(VPC, A, B, GROUP, INTERFACE, ADDRESS));
    List<Resource> order = graph(resources).inOrder();
    for (int rotation = 0; rotation < resources.size(); rotation++) {
      Collections.rotate(resources, 1);

      assertThat(graph(resources).inOrder()).isEqualTo(order);
    }
  }

  @Test
  void dependenciesAndReferencesArePrerequisites() {
    Topology.Builder builder = Topology.builder();
    for (Resource resource : List.of(VPC, A, GROUP, ADDRESS)) {
      builder.add(resource);
    }
    builder.add(INTERFACE, List.of(ADDRESS.key()));
    Topology graph = builder.build();

    assertThat(graph.prerequisites(INTERFACE))
        .containsExactlyInAnyOrder(A.key(), GROUP.key(), ADDRESS.key());
    assertThat(graph.inOrder()).containsExactly(ADDRESS, VPC, GROUP, A, INTERFACE);
  }

  @Test
  void theGroupOfThePeerOfARuleIsAPrerequisite() {
    SecurityGroup other =
        new SecurityGroup(Key.of("securitygroup", "y"), Ref.to(VPC), "y", "for y", Tags.NONE);
    SecurityGroupRule rule =
        SecurityGroupRule.https(
            GROUP.key(),
            SecurityGroupRule.Direction.EGRESS,
            new SecurityGroupRule.Peer.Group(Ref.to(other)));

    assertThat(graph(List.of(VPC, GROUP, other, rule)).prerequisites(rule))
        .containsExactlyInAnyOrder(GROUP.key(), other.key());
  }

  @Test
  void aConditionalPrerequisiteCountsWhileItsUserExists() {
    Topology.Builder builder = Topology.builder();
    List.of(VPC, A, B, ADDRESS).forEach(builder::add);
    builder.requireWhileUsed(A.key(), ADDRESS.key(), B.key());
    Topology graph = builder.build();

    assertThat(graph.prerequisites(A)).containsExactly(VPC.key());
    assertThat(graph.prerequisites(A, key -> false)).containsExactly(VPC.key());
    assertThat(graph.prerequisites(A, B.key()::equals))
        .containsExactlyInAnyOrder(VPC.key(), ADDRESS.key());
  }

  @Test
  void resourcesAreFoundByKeyAndByType() {
    Topology.Builder builder = Topology.builder();
    builder.add(B);
    builder.add(A);
    assertThat(builder.add(VPC)).isEqualTo(VPC.key());
    Topology graph = builder.build();

    assertThat(graph.all(Subnet.class)).containsExactly(A, B);
    assertThat(graph.find(B.key())).contains(B);
    assertThat(graph.find(ADDRESS.key())).isEmpty();
    assertThat(graph.contains(VPC.key())).isTrue();
    assertThat(graph.contains(ADDRESS.key())).isFalse();
    assertThat(graph.isEmpty()).isFalse();
    assertThat(Topology.EMPTY.isEmpty()).isTrue();
  }

  @Test
  void aBuiltTopologyDoesNotChangeWithItsBuilder() {
    Topology.Builder builder = Topology.builder();
    builder.add(VPC);
    Topology graph = builder.build();
    builder.add(A);

    assertThat(graph.resources()).containsExactly(VPC);
  }

  private static Topology graph(List<Resource> resources) {
    Topology.Builder builder = Topology.builder();
    resources.forEach(builder::add);
    return builder.build();
  }

  private static Subnet subnet(String name) {
    return new Subnet(
        Key.of("subnet", name), Ref.to(VPC), "10.0.0.0/19", "eu-west-1" + name, Tags.NONE);
  }
}
