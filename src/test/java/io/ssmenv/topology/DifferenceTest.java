package io.ssmenv.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceTest {

  /** Components that AWS does not report, or that only matter when the resource is created. */
  private static final Set<String> CREATE_ONLY =
      Set.of(
          "InstanceProfile.path",
          "Role.path",
          "SecurityGroup.description",
          "Instance.imageId",
          "Instance.rootDevice");

  private static final Vpc VPC = vpc(Map.of("Name", "reports", "team", "core"));

  /** A resource and one of its components. */
  record Change(Resource resource, String name) {
    @Override
    public String toString() {
      return resource.getClass().getSimpleName() + "." + name;
    }

    boolean compared() {
      return !name.equals("key") && !CREATE_ONLY.contains(toString());
    }

    List<Difference> differences() {
      return Difference.between(resource, ResourceFixtures.changed(resource, name));
    }
  }

  static Stream<Change> changes() {
    return ResourceFixtures.RESOURCES.stream()
        .flatMap(resource ->
            ResourceFixtures.components(resource).stream().map(name -> new Change(resource, name)));
  }

  static Stream<Change> compared() {
    return changes().filter(Change::compared);
  }

  static Stream<Change> notCompared() {
    return changes().filter(component -> !component.compared());
  }

  static Stream<Resource> resources() {
    return ResourceFixtures.RESOURCES.stream();
  }

  @Test
  void eachResourceTypeIsTested() {
    assertThat(ResourceFixtures.RESOURCES.stream().<Class<?>>map(Resource::getClass))
        .containsExactlyElementsOf(Resource.types());
    assertThat(changes().map(Change::toString)).containsAll(CREATE_ONLY);
  }

  @ParameterizedTest
  @MethodSource("compared")
  void aChangedComponentIsADifference(Change component) {
    assertThat(component.differences())
        .extracting(difference -> difference.component().name())
        .containsExactly(component.name());
  }

  @ParameterizedTest
  @MethodSource("notCompared")
  void theKeyAndCreateOnlyComponentsAreNotCompared(Change component) {
    assertThat(component.differences()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void equalResourcesHaveNoDifferences(Resource resource) {
    assertThat(Difference.between(resource, resource)).isEmpty();
  }

  @Test
  void differencesAreInTheOrderOfTheRecordWithBothValues() {
    Vpc observed = new Vpc(VPC.key(), "10.1.0.0/16", true, false, VPC.tags());

    assertThat(Difference.between(VPC, observed))
        .extracting(Difference::toString)
        .containsExactly(
            "cidr is 10.1.0.0/16, should be 10.0.0.0/16", "dnsHostnames is false, should be true");
  }

  @Test
  void aReferenceIsPrintedAsItsKeyOrItsId() {
    Key vpc = Key.of("vpc");
    Key key = Key.of("routetable", "public");
    assertThat(
            Difference.between(
                new RouteTable(key, Ref.to(vpc), Tags.NONE),
                new RouteTable(key, Ref.id("vpc-1"), Tags.NONE)))
        .containsExactly(new Difference(RouteTable.VPC, "vpc", "vpc-1"));
  }

  @Test
  void aReferenceThatAwsDoesNotShowYetIsNotADifference() {
    Key key = Key.of("natgateway", "a");
    Ref subnet = Ref.to(Key.of("subnet", "a"));
    NatGateway desired = new NatGateway(key, subnet, Ref.to(Key.of("address", "nat-a")), Tags.NONE);

    assertThat(
            Difference.between(
                desired, new NatGateway(key, subnet, new Ref.NotShownYet(), Tags.NONE)))
        .isEmpty();
    assertThat(
            Difference.between(
                desired, new NatGateway(key, subnet, Ref.id("no address"), Tags.NONE)))
        .hasSize(1);
  }

  @Test
  void ofADocumentOnlyTheFieldsAreToldThatDiffer() {
    assertThat(
            differences("{'a':{'b':['x','y'],'c':1},'d':''}", "{'a':{'b':['x','z'],'c':1,'e':{}}}"))
        .containsExactly(
            "content.a.b[1] is z, should be y",
            "content.a.e is {}, should be absent",
            "content.d is absent, should be empty");
    assertThat(differences("{'a':'" + "x".repeat(100) + "'}", "{'a':'\\u0000\\'\\\\'}"))
        .containsExactly("content.a is \\u0000\\\"\\\\, should be " + "x".repeat(80) + "…");
    assertThat(differences("{'a':1,'b':1,'c':1,'d':1,'e':1}", "{}"))
        .endsWith("content (2 more fields) is different, should be as the spec asks")
        .hasSize(4);
    assertThat(differences("{'a':1}", "{'a':'1'}"))
        .containsExactly("content is different, should be as the spec asks");
    for (String broken : List.of("{", "{'a'", "{'a':}", "{'a':1", "{'a':1}x", "{x}", "{'a\\", "")) {
      assertThat(differences("{'a':1}", broken))
          .containsExactly("content is " + broken.replace('\'', '"') + ", should be {\"a\":1}");
    }
    assertThat(differences("{'a':1}", "z".repeat(100)))
        .containsExactly("content is " + "z".repeat(80) + "…, should be {\"a\":1}");
  }

  private static List<String> differences(String desired, String observed) {
    return Difference.between(document(desired), document(observed)).stream()
        .map(Difference::toString)
        .toList();
  }

  private static SsmDocument document(String content) {
    return new SsmDocument(SsmDocument.KEY, "name", content.replace('\'', '"'), Tags.NONE);
  }

  @Test
  void anUnsetComponentDiffersFromASetOne() {
    Role without = new Role(Role.KEY, "role", "/", "{}", Optional.empty(), Tags.NONE);
    Role with = new Role(Role.KEY, "role", "/", "{}", Optional.of("arn:b"), Tags.NONE);

    assertThat(Difference.between(without, with)).hasSize(1);
    assertThat(Difference.between(with, without)).hasSize(1);
  }

  @Test
  void onlyTheMissingTagIsReported() {
    assertThat(Difference.between(VPC, vpc(Map.of("Name", "reports"))))
        .containsExactly(
            new Difference(Component.of(Vpc.class, "tags"), "{team=core}", "missing or different"));
  }

  @Test
  void onlyTheTagWithAnotherValueIsReported() {
    assertThat(Difference.between(VPC, vpc(Map.of("Name", "reports", "team", "web"))))
        .containsExactly(
            new Difference(Component.of(Vpc.class, "tags"), "{team=core}", "missing or different"));
  }

  @Test
  void anAdditionalTagIsNotADifference() {
    Vpc observed = vpc(Map.of("Name", "reports", "team", "core", "backup", "daily"));

    assertThat(Difference.between(VPC, observed)).isEmpty();
  }

  @Test
  void resourcesOfDifferentTypesCannotBeCompared() {
    InternetGateway gateway = new InternetGateway(Key.of("internetgateway"), Tags.NONE);

    assertThatThrownBy(() -> Difference.between(VPC, gateway))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot compare vpc with internetgateway");
  }

  private static Vpc vpc(Map<String, String> tags) {
    return new Vpc(Key.of("vpc"), "10.0.0.0/16", true, true, Tags.of(tags));
  }

  @Test
  void deeplyNestedDocumentsAreComparedAsTextsBelowSomeDepth() {
    String deep = "[".repeat(30_000) + "1" + "]".repeat(30_000);
    assertThat(documents("{\"a\":{\"b\":1},\"c\":2}", "{\"a\":" + deep + ",\"c\":3}"))
        .hasSize(3)
        .last()
        .isEqualTo("content.c is 3, should be 2");
    assertThat(
            documents(
                "{\"a\":[[[[[[[[[[[1,{\"x]\":\"]\"}]]]]]]]]]]]}",
                "{\"a\":[[[[[[[[[[[2,{\"x]\":\"]\"}]]]]]]]]]]]}"))
        .singleElement()
        .asString()
        .startsWith("content.a[0][0]")
        .contains("[1,{\"x]\":\"]\"}]", "[2,{\"x]\":\"]\"}]");
  }

  @Test
  void aLongNameOfAMemberIsShortenedAndStillTellsADifference() {
    String name = "n".repeat(5_000);
    String same = "\"" + name + "1\":1";
    assertThat(documents("{" + same + "}", "{" + same + ",\"" + name + "2\":2}"))
        .singleElement()
        .asString()
        .startsWith("content.nnn")
        .hasSizeLessThan(200);
  }

  private static List<String> documents(String desired, String observed) {
    Key key = Key.of("ssmdocument");
    return Difference.between(
            new SsmDocument(key, "d", desired, Tags.NONE),
            new SsmDocument(key, "d", observed, Tags.NONE))
        .stream()
        .map(Difference::toString)
        .toList();
  }
}
