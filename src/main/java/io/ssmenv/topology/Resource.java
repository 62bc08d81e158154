package io.ssmenv.topology;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A node of the resource graph. Links (a route, an association, a rule, an attachment) are nodes of
 * their own: this keeps the graph free of cycles and makes each correction one small step. Links
 * carry no tags; they belong to the owner of their parent.
 */
public sealed interface Resource
    permits Vpc,
        Subnet,
        InternetGateway,
        InternetGatewayAttachment,
        RouteTable,
        Route,
        RouteTableAssociation,
        Address,
        AddressAssociation,
        NatGateway,
        VpcEndpoint,
        SecurityGroup,
        SecurityGroupRule,
        Role,
        RolePolicy,
        RoleInlinePolicy,
        InstanceProfile,
        InstanceProfileRole,
        SsmDocument,
        NetworkInterface,
        Instance {

  Key key();

  /** A copy with one more tag, besides those of ownership; empty for a link, which has no tags. */
  default Optional<Resource> tagged(String name, String value) {
    return Components.withTags(this, tags -> tags.with(name, value));
  }

  /** A copy without its tags. */
  default Resource untagged() {
    return Components.withTags(this, tags -> Tags.NONE).orElse(this);
  }

  /** A copy with other references. */
  default Resource withRefs(UnaryOperator<Ref> change) {
    return Components.withRefs(this, change);
  }

  /**
   * A copy under another key. That of a link is made of the key of its parent, or of what it refers
   * to.
   *
   * @param parent the key of the listed resource: of this one, or of the one that it is a link of
   */
  default Resource under(Key parent) {
    return Components.withKey(this, parent);
  }

  /** The values of its components by their names, in the order of their declaration. */
  default Map<String, Object> values() {
    return Components.of(this);
  }

  /** All types of resources. */
  static List<Class<? extends Resource>> types() {
    return TypeNames.TYPES;
  }

  /** The name of a type in keys: {@code natgateway} for {@link NatGateway}. */
  static String typeName(Class<? extends Resource> type) {
    return TypeNames.of(type);
  }

  /** Everything that this record refers to: it is created after these and deleted before them. */
  default Set<Ref> refs() {
    return Components.refs(this);
  }
}
