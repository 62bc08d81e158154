package io.ssmenv.topology;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A resource of each type, and copies with another value in one component. */
final class ResourceFixtures {

  private static final Ref REF = Ref.to(Key.of("subnet", "a"));
  private static final SortedSet<Ref> REFS = new TreeSet<>(Set.of(REF));
  private static final Tags TAGS = Tags.of(Map.of("Name", "reports"));

  static final List<Resource> RESOURCES =
      List.of(
          new Vpc(key("vpc"), "10.0.0.0/16", true, true, TAGS),
          new Subnet(key("subnet"), REF, "10.0.0.0/19", "eu-west-1a", TAGS),
          new InternetGateway(key("internetgateway"), TAGS),
          new InternetGatewayAttachment(key("internetgatewayattachment"), REF, REF),
          new RouteTable(key("routetable"), REF, TAGS),
          new Route(key("route"), REF, Route.DEFAULT, REF),
          new RouteTableAssociation(key("routetableassociation"), REF, REF),
          new Address(key("address"), TAGS),
          new AddressAssociation(key("addressassociation"), REF, REF),
          new NatGateway(key("natgateway"), REF, REF, TAGS),
          new VpcEndpoint(
              key("vpcendpoint"),
              REF,
              "com.amazonaws.eu-west-1.ssm",
              VpcEndpoint.Type.INTERFACE,
              REFS,
              REFS,
              REFS,
              true,
              TAGS),
          new SecurityGroup(key("securitygroup"), REF, "group", "for instances", TAGS),
          new SecurityGroupRule(
              key("securitygrouprule"),
              REF,
              SecurityGroupRule.Direction.EGRESS,
              "tcp",
              443,
              443,
              new SecurityGroupRule.Peer.PrefixList("pl-1")),
          new Role(key("role"), "role", "/ssmenv/", "{}", Optional.empty(), TAGS),
          new RolePolicy(key("rolepolicy"), REF, "arn:aws:iam::aws:policy/X"),
          new RoleInlinePolicy(key("roleinlinepolicy"), REF, "extra", "{}"),
          new InstanceProfile(key("instanceprofile"), "profile", "/ssmenv/", TAGS),
          new InstanceProfileRole(key("instanceprofilerole"), REF, REF),
          new SsmDocument(key("ssmdocument"), "ssmenv-reports-sessions", "{}", TAGS),
          new NetworkInterface(key("networkinterface"), REF, REFS, TAGS),
          new Instance(
              key("instance"),
              REF,
              REF,
              "digest",
              "ami-1",
              "/dev/xvda",
              "t3.micro",
              true,
              true,
              TAGS));

  private ResourceFixtures() {}

  /** The names of a resource's components, in the order of their declaration. */
  static List<String> components(Resource resource) {
    return Arrays.stream(resource.getClass().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  /** Returns a copy with another value in one component. */
  static Resource changed(Resource resource, String name) {
    RecordComponent[] components = resource.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        Object value = components[i].getAccessor().invoke(resource);
        values[i] = components[i].getName().equals(name) ? other(value) : value;
      }
      return (Resource) resource.getClass().getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(resource + ", " + name, e);
    }
  }

  private static Object other(Object value) {
    return switch (value) {
      case Key key -> Key.of(key.type(), "other");
      case Ref _ -> Ref.id("other-1");
      case String text -> text + "-other";
      case Boolean flag -> !flag;
      case Integer number -> number + 1;
      case VpcEndpoint.Type _ -> VpcEndpoint.Type.GATEWAY;
      case SecurityGroupRule.Direction _ -> SecurityGroupRule.Direction.INGRESS;
      case SecurityGroupRule.Peer _ -> new SecurityGroupRule.Peer.PrefixList("pl-2");
      case SortedSet<?> _ -> new TreeSet<>(Set.of(REF, Ref.id("other-1")));
      case Optional<?> _ -> Optional.of("other");
      case Tags _ -> Tags.of(Map.of("Name", "other"));
      default -> throw new IllegalStateException("no other value for " + value);
    };
  }

  private static Key key(String type) {
    return Key.of(type, "x");
  }
}
